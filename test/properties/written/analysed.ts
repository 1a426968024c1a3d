/** What the compiler says of generated graphs. */
import { bind } from "../../../src/bind/bind.ts";
import type { GraphSymbol } from "../../../src/bind/symbols.ts";
import { check } from "../../../src/check/check.ts";
import type { DataFlow } from "../../../src/check/flow/data-flow.ts";
import { doubtsOf } from "../../../src/check/flow/doubts.ts";
import { unwrittenIn, type Unwritten } from "../../../src/check/flow/unwritten.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { parse } from "../../../src/parse/parse.ts";
import { textOfWriting, withoutWrites, type WritingGraph } from "./graph.ts";

export interface Analysed {
  readonly text: string;
  readonly graph: GraphSymbol;
  readonly dataFlow: DataFlow;
  readonly unwritten: Unwritten;
  readonly errors: readonly Diagnostic[];
}

export function analysed(written: WritingGraph): Analysed {
  const text = textOfWriting(written);
  const source = { path: "generated.graph", text };
  const { modules, diagnostics } = bind([{ source, ast: parse(source).file }], () => undefined);
  const [module] = modules;
  const graph = module?.graphs.at(-1);
  if (!module || !graph) throw new Error(text);
  const { typing, diagnostics: found } = check(module);
  const dataFlow = typing.dataFlows.get(graph);
  if (!dataFlow) throw new Error(text);
  const errors = [...diagnostics, ...found].filter(({ severity }) => severity === "error");
  return { text, graph, dataFlow, unwritten: unwrittenIn(graph, typing, doubtsOf(graph, typing, [])), errors };
}

/** The graph without the writes of fields that several members of a group write. */
export function withoutConflicts(written: WritingGraph): WritingGraph {
  const { errors, graph } = analysed(written);
  const inConflict = [...graph.fields.keys()].filter((field) =>
    errors.some(({ code, message }) => code === "G401" && message.includes(`\`${field}\``)),
  );
  return inConflict.reduce(withoutWrites, written);
}
