/** Makes the generated flows read and write fields. Every decision is an entry of the field `go`, so that a test can drive a run along any path. */
import { tapeOf, textOf, writeGraph, type Tape } from "../flow/generate.ts";

export interface FieldPlan {
  readonly name: string;
  readonly isOutput: boolean;
  /** Declared with `?`. */
  readonly isOptional: boolean;
}

export interface NodePlan {
  readonly name: string;
  /** Absent: the whole state. */
  readonly reads?: readonly string[];
  /** By field, whether the handler may leave it out. */
  readonly writes: ReadonlyMap<string, boolean>;
  /** A pure update: it writes its fields and decides nothing. */
  readonly isUpdate: boolean;
}

export interface WritingGraph {
  readonly fields: readonly FieldPlan[];
  readonly nodes: readonly NodePlan[];
  readonly edges: readonly string[];
  /** The targets of each router, and those that the node in front chooses with `goto`; whether any number of them. */
  readonly routers: ReadonlyMap<string, Choices>;
  readonly gotos: ReadonlyMap<string, Choices>;
}

export interface Choices {
  readonly many: boolean;
  readonly targets: readonly string[];
}

export function writingGraph(decisions: readonly number[]): WritingGraph {
  const tape = tapeOf(decisions);
  const { nodes, edges } = writeGraph(tape);
  const fields = ["f0", "f1", "f2"].map((name) => ({
    name,
    isOutput: tape.next(2) === 0,
    isOptional: tape.next(3) === 0,
  }));
  const routers = new Map<string, Choices>();
  const gotos = new Map<string, Choices>();
  const written = edges.map(decidable(routers, gotos));
  const mayDecide = (name: string): boolean =>
    gotos.has(name) || written.some((edge) => edge.includes(`${name} on error`));
  return {
    fields,
    nodes: nodes.map((name) => nodePlan(name, fields, !mayDecide(name), tape)),
    edges: written,
    routers,
    gotos,
  };
}

function nodePlan(name: string, fields: readonly FieldPlan[], mayBeUpdate: boolean, tape: Tape): NodePlan {
  const writes = new Map<string, boolean>();
  for (const field of fields) if (tape.next(3) === 0) writes.set(field.name, tape.next(4) === 0);
  const isUpdate = mayBeUpdate && tape.next(4) === 0;
  if (isUpdate || tape.next(4) === 0) return { name, writes, isUpdate };
  return { name, isUpdate, reads: fields.filter(() => tape.next(4) === 0).map((field) => field.name), writes };
}

/** Gives each decision an entry of its own. */
function decidable(routers: Map<string, Choices>, gotos: Map<string, Choices>): (edge: string) => string {
  let decisions = 0;
  const next = (): string => `go["d${decisions++}"]`;
  const choices = (opening: string, names: string): Choices => ({
    many: opening === "[",
    targets: names.split(",").map((name) => name.trim()),
  });
  return (edge) => {
    for (const [, node = "", opening = "", names = ""] of edge.matchAll(/(\w+) -> goto ([[{])([^\]}]*)[\]}]/g)) {
      gotos.set(node, choices(opening, names));
    }
    return edge
      .replaceAll("when { x ->", () => `when { ${next()} == 1 ->`)
      .replaceAll("match x {", () => `match ${next()} == 1 ? "a" : "b" {`)
      .replaceAll(/for i in list( if x)?/g, (_, filter?: string) => {
        const list = `for i${decisions} in range(${next()} ?? 0)`;
        return filter ? `${list} if ${next()} == 1` : list;
      })
      .replaceAll(" if x", () => ` if ${next()} == 1`)
      .replaceAll(/route pick ([[{])([^\]}]*)/g, (_, opening: string, names: string) => {
        const name = `pick${routers.size}`;
        routers.set(name, choices(opening, names));
        return `route ${name} ${opening}${names}`;
      });
  };
}

export const limit = 60;

export function textOfWriting({ fields, nodes, edges, routers }: WritingGraph): string {
  const declared = fields.map(
    ({ name, isOutput, isOptional }) => `${isOutput ? "output " : ""}${name}${isOptional ? "?" : ""}: string`,
  );
  const written = nodes.map(({ name, reads, writes, isUpdate }) => {
    if (isUpdate) return `${name} => { ${[...writes.keys()].map((field) => `${field}: "${name}"`).join(", ")} }`;
    const names = [...writes].map(([field, mayLeaveOut]) => (mayLeaveOut ? `${field}?` : field));
    const given = reads ? `reads ${["go", ...reads].join(", ")} ` : "";
    return `${name} { ${given}writes ${["go", ...names].join(", ")} }`;
  });
  const imported = routers.size > 0 ? `import { ${[...routers.keys()].join(", ")} } from "./pick.ts"` : "";
  return textOf({ nodes: written, edges })
    .replace('import { pick } from "./pick.ts"', () => imported)
    .replace(
      "graph G {",
      () => `graph G {
  limit ${limit} steps
  state { input go: Record<string, int> = {} reduce merge  ${declared.join("  ")} }`,
    );
}

/** The graph with other fields, or nodes that write less. */
export function withOptional(graph: WritingGraph, names: ReadonlySet<string>): WritingGraph {
  return {
    ...graph,
    fields: graph.fields.map((field) => (names.has(field.name) ? { ...field, isOptional: true } : field)),
  };
}

export function withoutWrites(graph: WritingGraph, field: string): WritingGraph {
  const nodes = graph.nodes.map((node) => ({
    ...node,
    writes: new Map([...node.writes].filter(([name]) => name !== field)),
  }));
  return { ...graph, nodes };
}
