/** Makes the generated flows run: every decision follows from a number in the state, so that a model can make the same ones. */
import { tapeOf, textOf, writeGraph } from "../flow/generate.ts";

export interface Decisions {
  readonly flag: (seed: number) => boolean;
  readonly kind: (seed: number) => "a" | "b";
  readonly list: (seed: number) => readonly number[];
}

/** What conditions and lists of the text compute. */
export const decisions: Decisions = {
  flag: (seed) => seed % 3 !== 0,
  kind: (seed) => (seed % 2 === 0 ? "a" : "b"),
  list: (seed) => Array.from({ length: seed % 4 }, (_, i) => i),
};

export const modulus = 997;
export const fold = (seed: number, update: number): number => (seed * 31 + update) % modulus;

/** One of the targets, or any number of them. */
export const chooseOne = (targets: readonly string[], seed: number): string => targets[seed % targets.length] ?? "end";
export const chooseMany = (targets: readonly string[], seed: number): readonly string[] =>
  targets.filter((_, i) => (seed + i) % 2 === 0);

export interface Choice {
  readonly many: boolean;
  readonly targets: readonly string[];
}

export interface RunnableGraph {
  readonly text: string;
  readonly nodes: readonly string[];
  /** By the name of the router. */
  readonly routers: ReadonlyMap<string, Choice>;
  /** By the name of the node in front. */
  readonly gotos: ReadonlyMap<string, Choice>;
  /** The nodes with an error edge: they fail now and then. */
  readonly recovering: ReadonlySet<string>;
}

const choice = (opening: string, names: string): Choice => ({
  many: opening === "[",
  targets: names.split(",").map((name) => name.trim()),
});

export function runnableGraph(tape: readonly number[], limit: number): RunnableGraph {
  const { nodes, edges } = writeGraph(tapeOf(tape));
  const routers = new Map<string, Choice>();
  const gotos = new Map<string, Choice>();
  const recovering = new Set<string>();
  let variables = 0;
  const flags: string[] = [];
  // Each condition is written in its own way, since the compiler refuses an arm that another condition on the way to it has decided.
  let conditions = 0;
  const condition = (divisor: number): string => `(seed + ${divisor * ++conditions}) % ${divisor}`;
  const written = edges.map((edge) => {
    for (const [, node = ""] of edge.matchAll(/(\w+) on error/g)) recovering.add(node);
    for (const [, node = "", opening = "", names = ""] of edge.matchAll(/(\w+) -> goto ([[{])([^\]}]*)[\]}]/g)) {
      gotos.set(node, choice(opening, names));
    }
    return edge
      .replaceAll("when { x ->", () => `when { ${condition(3)} != 0 ->`)
      .replaceAll("match x {", () => `match ${condition(2)} == 0 ? "a" : "b" {`)
      .replaceAll(" if x", () => ` if flag${flags.push(condition(3)) - 1}`)
      .replaceAll("for i in", () => `for i${variables++} in`)
      .replaceAll(/route pick ([[{])([^\]}]*)/g, (_, opening: string, names: string) => {
        const name = `pick${routers.size}`;
        routers.set(name, choice(opening, names));
        return `route ${name} ${opening}${names}`;
      });
  });
  const text = textOf({ nodes, edges: written })
    .replace('import { pick } from "./pick.ts"', () =>
      routers.size > 0 ? `import { ${[...routers.keys()].join(", ")} } from "./pick.ts"` : "",
    )
    .replace(
      "graph G {",
      `graph G {
  limit ${limit} steps
  state {
    input output seed: int = 0 reduce (current, update) => (current * 31 + update) % ${modulus}
    output log: string[] = [] reduce append
  }
  defaults { reads seed writes seed, log }
${flags.map((remainder, i) => `  let flag${i} = ${remainder} != 0\n`).join("")}  let list = range(seed % 4)`,
    );
  return { text, nodes, routers, gotos, recovering };
}

/** The graph with every fourth node an ask, whose answer is what the node would have added to the seed. */
export function withAsks(graph: RunnableGraph): RunnableGraph & { readonly asks: ReadonlySet<string> } {
  const { gotos, nodes, recovering, text } = graph;
  const asks = new Set(nodes.filter((node, i) => i % 4 === 2 && !gotos.has(node) && !recovering.has(node)));
  const asking = text.replaceAll(/^ {2}node (\w+)$/gm, (line, node: string) =>
    asks.has(node) ? `  ask ${node}: int { show seed } => { seed: answer, log: ["${node}"] }` : line,
  );
  return { ...graph, text: asking, asks };
}
