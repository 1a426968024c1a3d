import type * as ast from "../../ast/ast.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { NodeSymbol } from "../symbols.ts";
import { chainsOf, namesInFlow } from "./chains.ts";

export type WordOfFlow = "start" | "end";

/** What other tools call the two. */
const others: Readonly<Record<WordOfFlow, readonly string[]>> = {
  start: ["__start__", "begin", "entry", "entrypoint", "init", "initial"],
  end: ["__end__", "finish", "stop", "done", "exit", "final", "terminal"],
};

/** The unknown names of the flow that stand where `start` or `end` could, and were most likely meant as that. */
export function wordsMeant(graph: ast.Graph, nodes: ReadonlyMap<string, NodeSymbol>): ReadonlyMap<string, WordOfFlow> {
  const edges = graph.statements.filter((statement) => statement.kind === "Edge");
  const sources = edges.flatMap((edge) => edge.sources);
  const isSource = new Set(sources);
  const targetNames = new Set(namesInFlow(graph).flatMap((name) => (isSource.has(name) ? [] : [name.name])));
  const leaving = new Set([...sources.map(({ name }) => name), ...innerNames(graph)]);
  const found = new Map<string, WordOfFlow>();
  const look = (name: string, word: WordOfFlow): void => {
    if (name === word || nodes.has(name)) return;
    const isMeant =
      others[word].includes(name.toLowerCase()) ||
      (suggest(name, [word]) === word && suggest(name, [...nodes.keys(), word]) === word);
    if (isMeant) found.set(name, word);
  };
  if (!leaving.has("start")) {
    const first = sources.find(({ name }) => !nodes.has(name) && !targetNames.has(name));
    if (first) look(first.name, "start");
  }
  for (const name of targetNames) if (!leaving.has(name)) look(name, "end");
  return found;
}

/** The names that something follows in a chain. */
function innerNames(graph: ast.Graph): readonly string[] {
  const inner = [...chainsOf(graph)].flatMap(({ chain }) => chain.steps.slice(0, -1));
  return inner.flatMap((step) => (step.kind === "Target" ? [step.name.name] : []));
}
