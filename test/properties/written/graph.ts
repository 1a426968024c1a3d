/** Makes the generated flows read and write fields. Every decision is an entry of the field `go`, so that a test can drive a run along any path. */
import { tapeOf, textOf, writeGraph, type Tape } from "../flow/generate.ts";
import { argumentsOf, withArguments } from "./arguments.ts";
import { interruptText, pausesOf, type Pause } from "./pauses.ts";

export interface FieldPlan {
  readonly name: string;
  readonly isOutput: boolean;
  /** Declared with `?`. */
  readonly isOptional: boolean;
  /** Appended to, from the empty list; or with a default and a `where`. */
  readonly kind?: "reduced" | "filled";
}

/** What runs a node: a function, which may ask somebody first; an update; a question; or a graph, which writes some of its outputs in one of two branches only. */
export type Runs = "handler" | "asking handler" | "update" | "ask" | "graph";

export interface NodePlan {
  readonly name: string;
  /** Absent: the whole state. */
  readonly reads?: readonly string[];
  /** By field, whether it may be left out. */
  readonly writes: ReadonlyMap<string, boolean>;
  /** Only handlers decide anything. */
  readonly runs: Runs;
  /** Where the run is interrupted. */
  readonly pauses: readonly Pause[];
  /** Whether it has an effect by `ctx.once`, fails behind it, and is tried again. */
  readonly hasEffect: boolean;
  /** The field whose value is its argument. */
  readonly takes?: string | undefined;
}

export const isHandler = ({ runs }: NodePlan): boolean => runs === "handler" || runs === "asking handler";

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
  const fields: readonly FieldPlan[] = [
    ...["f0", "f1", "f2"].map((name) => ({
      name,
      isOutput: tape.next(2) === 0,
      isOptional: tape.next(3) === 0,
    })),
    { name: "f3", isOutput: true, isOptional: false, kind: "reduced" },
    { name: "f4", isOutput: true, isOptional: false, kind: "filled" },
  ];
  const routers = new Map<string, Choices>();
  const gotos = new Map<string, Choices>();
  const written = edges.map(decidable(routers, gotos));
  const mayDecide = (name: string): boolean =>
    gotos.has(name) || written.some((edge) => edge.includes(`${name} on error`));
  const plans = nodes.map((name) => nodePlan(name, fields, !mayDecide(name), tape));
  const chosen = new Set([...routers.values(), ...gotos.values()].flatMap(({ targets }) => targets));
  const taking = argumentsOf(nodes, chosen, fields, tape);
  return {
    fields,
    nodes: plans.map((plan) => ({ ...plan, takes: taking.get(plan.name) })),
    edges: written,
    routers,
    gotos,
  };
}

function nodePlan(name: string, fields: readonly FieldPlan[], mayRunAnything: boolean, tape: Tape): NodePlan {
  const writes = new Map<string, boolean>();
  for (const field of fields) if (tape.next(3) === 0) writes.set(field.name, tape.next(4) === 0);
  const others = ["update", "ask", "graph"] as const;
  const runs: Runs = mayRunAnything
    ? (others[tape.next(8)] ?? "handler")
    : tape.next(6) === 1
      ? "asking handler"
      : "handler";
  const plan = { name, writes, runs, pauses: pausesOf(tape), hasEffect: tape.next(6) === 1 };
  if (!isHandler(plan) || tape.next(4) === 0) return plan;
  return { ...plan, reads: fields.filter(() => tape.next(4) === 0).map((field) => field.name) };
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
  const byName = new Map(fields.map((field) => [field.name, field]));
  const declared = fields.map((field) => `${field.isOutput ? "output " : ""}${declarationOf(field)}`);
  const written = nodes.map((node) => nodeText(node, byName));
  const inner = nodes.filter(({ runs }) => runs === "graph").map((node) => innerGraph(node, byName));
  const imported = routers.size > 0 ? `import { ${[...routers.keys()].join(", ")} } from "./pick.ts"` : "";
  const taking = new Map(nodes.flatMap(({ name, takes }) => (takes === undefined ? [] : [[name, takes] as const])));
  return textOf({ nodes: written, edges: edges.map((edge) => withArguments(edge, taking, byName)) })
    .replaceAll(/^ {2}node ask /gm, "  ask ")
    .replace('import { pick } from "./pick.ts"', () => [imported, ...inner].join("\n"))
    .replace(
      "graph G {",
      () => `graph G {
  limit ${limit} steps
  ${interruptText(nodes)}
  state { input go: Record<string, int> = {} reduce merge  ${declared.join("  ")} }`,
    );
}

function declarationOf({ name, isOptional, kind }: FieldPlan): string {
  if (kind === "reduced") return `${name}: string[] = [] reduce append`;
  if (kind === "filled") return `${name}: string = "begin" where len(value) > 0`;
  return `${name}${isOptional ? "?" : ""}: string`;
}

/** What a node writes into a field. */
export const valueOf = (field: FieldPlan | undefined, node: string): string | readonly string[] =>
  field?.kind === "reduced" ? [node] : node;

function nodeText(plan: NodePlan, fields: ReadonlyMap<string, FieldPlan>): string {
  const { reads, writes, runs, hasEffect } = plan;
  const name = `${plan.name}${plan.takes === undefined ? "" : "(given: string)"}`;
  const update = updateText(plan.name, writes.keys(), fields);
  if (runs === "update") return `${name} => ${update}`;
  if (runs === "ask") return `ask ${name}: int { show go } => ${update}`;
  if (runs === "graph") return `${name} = In_${plan.name} { in { branch: go["${plan.name}"] ?? 0 } }`;
  const names = [...writes].map(([field, mayLeaveOut]) => (mayLeaveOut ? `${field}?` : field));
  const options = [
    ...(reads ? [`reads ${["go", ...reads].join(", ")}`] : []),
    `writes ${["go", ...names].join(", ")}`,
    ...(runs === "asking handler" ? ["asks int for int"] : []),
    ...(hasEffect ? ["retry { attempts 2 delay 1ms }"] : []),
  ];
  return `${name} { ${options.join(" ")} }`;
}

function updateText(node: string, written: Iterable<string>, fields: ReadonlyMap<string, FieldPlan>): string {
  const values = [...written].map((field) => `${field}: ${JSON.stringify(valueOf(fields.get(field), node))}`);
  return `{ ${values.join(", ")} }`;
}

/** A graph that hands back what a node writes. What an optional field may lack it writes in its first branch only. */
function innerGraph({ name, writes }: NodePlan, fields: ReadonlyMap<string, FieldPlan>): string {
  const mayLack = (field: string): boolean => writes.get(field) === true && fields.get(field)?.isOptional === true;
  const outputs = [...writes.keys()].map((field) => {
    const type = fields.get(field)?.kind === "reduced" ? "string[]" : "string";
    return `output ${field}${mayLack(field) ? "?" : ""}: ${type}`;
  });
  const always = [...writes.keys()].filter((field) => !mayLack(field));
  return `graph In_${name} {
  state { input branch: int  ${outputs.join("  ")} }
  node all => ${updateText(name, writes.keys(), fields)}
  node some => ${updateText(name, always, fields)}
  start -> when { branch == 1 -> all else -> some } -> end
}`;
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
