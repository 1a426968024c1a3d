/** The expressions of edges: subjects, conditions, lists and arguments. Each is looked at once, where it stands in the text. */
import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol } from "../../bind/symbols.ts";
import { G202 } from "../../diagnostics/catalogue/g2.ts";
import { G301, G305 } from "../../diagnostics/catalogue/g3.ts";
import { holdsObjects } from "../../types/compare.ts";
import { patternTypeOf } from "../../types/exhaustive.ts";
import { unionOf, unknownType } from "../../types/make.ts";
import { elementType, valueType } from "../../types/members.ts";
import { present } from "../../types/parts.ts";
import { describe } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import type { Checker, Verdict } from "../expressions/checker.ts";
import { restrict, type Facts } from "../expressions/facts.ts";
import { fit, placeOf } from "../expressions/fit.ts";
import { isOf } from "../expressions/kinds.ts";
import { whatIs } from "../expressions/names.ts";
import { graphScope, hiddenBy, withFacts, withVariable, type Scope } from "../expressions/scope.ts";
import type { DataFlow } from "../flow/data-flow.ts";
import { errorType } from "./nodes.ts";

export function checkFlow(graph: GraphSymbol, dataFlow: DataFlow, checker: Checker): void {
  const walker = new FlowWalker(graph, dataFlow, checker);
  const scope = graphScope(graph, "flow");
  const onError = { ...scope, specials: { error: errorType } };
  for (const edge of graph.node.statements) {
    if (edge.kind === "Edge") walker.chain(edge.chain, edge.onError ? onError : scope);
  }
}

class FlowWalker {
  readonly #graph: GraphSymbol;
  readonly #dataFlow: DataFlow;
  readonly #checker: Checker;

  constructor(graph: GraphSymbol, dataFlow: DataFlow, checker: Checker) {
    this.#graph = graph;
    this.#dataFlow = dataFlow;
    this.#checker = checker;
  }

  chain(chain: ast.Chain, scope: Scope): void {
    let at = scope;
    for (const [index, step] of chain.steps.entries()) {
      if (index === 1) at = behindNode(scope);
      this.#step(step, { ...at, proven: this.#dataFlow.at(step) });
    }
  }

  #step(step: ast.Step, scope: Scope): void {
    switch (step.kind) {
      case "Target":
        this.#target(step, scope);
        return;
      case "Group":
        for (const member of step.members) this.#member(member, scope);
        return;
      case "Match":
        this.#match(step, scope);
        return;
      case "When":
        this.#when(step, scope);
        return;
      case "Route":
      case "Goto":
        return;
    }
  }

  #target(target: ast.Target, scope: Scope): void {
    const given = target.arguments ?? [];
    const parameters = this.#graph.nodes.get(target.name.name)?.parameters ?? [];
    for (const [index, argument] of given.entries()) {
      // Of arguments that are too many or too few, it is not known what they were meant to be.
      const parameter = given.length === parameters.length ? parameters[index] : undefined;
      if (!parameter) this.#checker.check(argument, scope);
      else {
        const what = `the parameter \`${parameter.name}\` of \`${target.name.name}\``;
        fit(argument, parameter.type, placeOf(what), scope, this.#checker);
      }
    }
  }

  #member({ chain, map, condition }: ast.GroupMember, scope: Scope): void {
    let inner = scope;
    if (map) {
      const before = this.#checker.mistakes;
      const list = this.#checker.checkPresent(map.list, scope);
      const element = elementType(list);
      if (!element && this.#checker.mistakes === before)
        this.#checker.report(G301.list("a map member", describe(list), listHelp(list)), map.list.span);
      // Which of the two a hidden name is meant to be is not known.
      const isHiding = this.#reportHidden(map.variable, scope);
      inner = withVariable(scope, map.variable, (isHiding ? undefined : element) ?? unknownType, "map");
    }
    let verdict: Verdict = "right";
    if (condition) {
      verdict = this.#behind(condition, inner);
      inner = withFacts(inner, this.#checker.assume(condition, true, inner.facts));
    }
    this.#checker.behind(verdict, () => this.chain(chain, inner));
  }

  /** How far what a condition decides about can be checked. The chain behind it is an edge of its own, whatever the condition was meant to be. */
  #behind(condition: ast.Expression, scope: Scope): Verdict {
    return this.#checker.checkCondition(condition, scope) === "right" ? "right" : "doubtful";
  }

  /** Reports a variable that hides something, and tells whether it does. */
  #reportHidden(variable: ast.Identifier, scope: Scope): boolean {
    const hidden = hiddenBy(scope, variable.name);
    if (!hidden) return false;
    const at = hidden.kind === "variable" ? hidden.node : hidden.node.name;
    const { source } = this.#checker.module;
    const related = [{ source, span: at.span, message: "it is declared here first" }];
    const message = G202.shadows("variable", variable.name, whatIs(hidden));
    this.#checker.report(message, variable.span, { related });
    return true;
  }

  #match({ subject, arms }: ast.Match, scope: Scope): void {
    const before = this.#checker.mistakes;
    const type = this.#checker.check(subject, scope);
    const verdict = this.#checker.mistakes > before ? "doubtful" : "right";
    const there = present(type);
    if (holdsObjects(there)) this.#checker.report(G305.subject(describe(there)), subject.span);
    const typeOf = (expression: ast.Expression) => this.#checker.typeOf(expression);
    let left = scope.facts;
    // What arms before have taken. It is left out of the type at once, and only where something asks: a type may have as many literals as there are arms.
    let taken: Type[] = [];
    for (const { patterns, chain } of arms) {
      const literals = patterns?.map(patternTypeOf) ?? [];
      if (evaluates(chain)) {
        if (taken.length > 0) left = restrict(subject, unionOf(taken), false, left, typeOf);
        taken = [];
        const facts = patterns ? restrict(subject, unionOf(literals), true, left, typeOf) : left;
        this.#checker.behind(verdict, () => this.chain(chain, withFacts(scope, facts)));
      }
      taken.push(...literals);
    }
  }

  #when({ arms }: ast.When, scope: Scope): void {
    let left: Facts = scope.facts;
    const seen = new Set<string>();
    let verdict: Verdict = "right";
    for (const { condition, chain } of arms) {
      if (!condition) {
        this.#checker.behind(verdict, () => this.chain(chain, withFacts(scope, left)));
        continue;
      }
      // A condition that is repeated can never hold; that is said of the arm, so that it is not said of what it compares.
      const text = this.#checker.module.source.text.slice(condition.span.start, condition.span.end);
      const known = seen.has(text) ? scope.facts : left;
      seen.add(text);
      const own: Verdict = this.#checker.behind(verdict, () => this.#behind(condition, withFacts(scope, known)));
      if (own !== "right") verdict = own;
      const facts = this.#checker.assume(condition, true, known);
      this.#checker.behind(verdict, () => this.chain(chain, withFacts(scope, facts)));
      left = this.#checker.assume(condition, false, left);
    }
  }
}

/** Whether a chain holds any expression, whose type what is known may narrow. */
function evaluates({ steps }: ast.Chain): boolean {
  return steps.some((step) => {
    switch (step.kind) {
      case "Target":
        return (step.arguments ?? []).length > 0;
      case "Group":
        return step.members.some(({ chain, map, condition }) => map || condition || evaluates(chain));
      case "Match":
      case "When":
        return true;
      case "Route":
      case "Goto":
        return false;
    }
  });
}

/** The scope behind a node: what was known of the state may have changed, and a failure is over. The variables of maps stay what they are. */
function behindNode(scope: Scope): Scope {
  const facts = new Map([...scope.facts].filter(([path]) => isOfVariable(path, scope)));
  return { ...scope, facts, specials: {} };
}

function isOfVariable(path: string, scope: Scope): boolean {
  const [root = ""] = path.split(/[.[]/, 1);
  for (let at = scope.variables; at; at = at.outer) if (at.symbol.name === root) return !path.includes("[");
  return false;
}

function listHelp(type: Type): string | undefined {
  if (isOf(type, "number")) return "to run once for each number below it, write `range(…)`";
  return valueType(type) ? "write `entries(…)`, `keys(…)` or `values(…)`" : undefined;
}
