import type { Fault, GraphSymbol, Module } from "../bind/symbols.ts";
import { reporter, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { ExpressionChecker } from "./expressions/expression-checker.ts";
import { letsInOrder } from "./lets.ts";
import { graphScope } from "./expressions/scope.ts";
import { checkGraphConstraints, checkTypeConstraints } from "./parts/constraints.ts";
import { checkDefaults } from "./parts/defaults.ts";
import { checkFlow } from "./parts/flow.ts";
import { checkNodes } from "./parts/nodes.ts";
import { checkInlineReducers } from "./parts/reducers.ts";
import { dataFlowOf, type DataFlow } from "./flow/data-flow.ts";
import { doubtsOf, type Doubts } from "./flow/doubts.ts";
import { FaultsByPlace } from "./flow/faults.ts";
import { unwrittenIn, type Unwritten } from "./flow/unwritten.ts";
import { rules } from "./rules.ts";
import { soundnessOf } from "./soundness.ts";
import type { Typing } from "./typing.ts";

export interface Checked {
  readonly typing: Typing;
  readonly diagnostics: readonly Diagnostic[];
}

/** Types every expression of a bound file, and runs every rule on it. */
export function check(module: Module): Checked {
  const diagnostics: Diagnostic[] = [];
  const report = reporter(module.source, diagnostics, module.ast.doubtful);
  const typing = typeExpressions(module, new ExpressionChecker(module, report));
  const isSound = soundnessOf(module, diagnostics);
  let faults: FaultsByPlace | undefined;
  const faultsOf = ({ node }: GraphSymbol): readonly Fault[] => {
    faults ??= new FaultsByPlace([...module.faults, ...diagnostics.filter(({ severity }) => severity === "error")]);
    return faults.touching(node.span);
  };
  const lacksArm = forEach((graph: GraphSymbol): boolean => faultsOf(graph).some(({ code }) => code === "G601"));
  const doubts = forEach((graph: GraphSymbol): Doubts => doubtsOf(graph, typing, faultsOf(graph)));
  const unwritten = forEach((graph: GraphSymbol): Unwritten => unwrittenIn(graph, typing, doubts(graph)));
  for (const rule of rules) {
    faults = undefined;
    rule({ module, typing, report, isSound, lacksArm, doubts, unwritten });
  }
  return { typing, diagnostics };
}

/** Finds something out about each graph when it is first asked for. */
function forEach<Found extends object | boolean>(find: (graph: GraphSymbol) => Found): (graph: GraphSymbol) => Found {
  const known = new Map<GraphSymbol, Found>();
  return (graph) => {
    const found = known.get(graph) ?? find(graph);
    known.set(graph, found);
    return found;
  };
}

function typeExpressions(module: Module, checker: ExpressionChecker): Typing {
  const dataFlows = new Map<GraphSymbol, DataFlow>();
  checkTypeConstraints(module, checker);
  for (const graph of module.graphs) {
    checker.declareLets(graph.lets.values(), graphScope(graph, "let"));
    for (const symbol of letsInOrder(graph.lets)) checker.typeOfLet(symbol);
    checkGraphConstraints(graph, checkDefaults(graph, checker), checker);
    checkInlineReducers(graph, checker);
    const dataFlow = dataFlowOf(graph, module);
    dataFlows.set(graph, dataFlow);
    checkNodes(graph, dataFlow, checker);
    checkFlow(graph, dataFlow, checker);
  }
  return { types: checker.types, names: checker.names, proven: checker.proven, dataFlows };
}
