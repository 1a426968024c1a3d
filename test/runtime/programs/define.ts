import * as rt from "../../../runtime/generated.ts";

/** The type of what a program under test holds: it is written by hand, and the types of generated modules are tested elsewhere. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

type Values = { [field: string]: Loose };

/** A field of a graph under test. */
export interface FieldSpec {
  readonly schema: rt.Schema<Loose>;
  readonly default?: () => unknown;
  readonly input?: true;
  readonly output?: true;
  readonly optional?: true;
  readonly ephemeral?: true;
  /** The reducer's name in the description, and the function. */
  readonly reduce?: readonly [
    name: string,
    fold: (current: Loose, update: Loose) => unknown,
    update?: rt.Schema<Loose>,
  ];
}

/** A node of a graph under test: its description beside what the program has. */
export type NodeSpec = rt.NodeProgram<Values, Values> & {
  readonly run?: (state: Loose, ctx: Loose) => unknown;
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly mayLeaveOut?: readonly string[];
};

export interface GraphSpec {
  readonly name?: string;
  readonly version?: number;
  readonly limit?: number;
  readonly fields: { readonly [name: string]: FieldSpec };
  readonly nodes: { readonly [name: string]: NodeSpec };
  readonly start: rt.Way<Values>;
  readonly counters?: number;
  readonly interruptBefore?: readonly number[];
  readonly interruptAfter?: readonly number[];
  readonly migrations?: rt.Program<Values, Values>["migrations"];
  readonly events?: { readonly [name: string]: rt.Schema<Loose> };
}

/** Types of a graph whose types do not matter to a test. */
export interface AnyTypes extends rt.GraphTypes {
  state: Values;
  values: Values;
  update: Values;
  input: Values;
  output: Values;
  result: Loose;
  context: Loose;
  events: Loose;
  asks: Loose;
  node: string;
}

/** Writes down a program in the shape that the compiler emits. */
export function define(spec: GraphSpec): rt.Program<Values, Values> {
  const fields = Object.entries(spec.fields);
  const nodes = Object.entries(spec.nodes);
  const members = (
    of: (field: FieldSpec) => rt.Schema<Loose> | undefined,
  ): { readonly [name: string]: rt.Schema<Loose> } =>
    Object.fromEntries(
      fields.flatMap(([name, field]) => {
        const schema = of(field);
        return schema === undefined ? [] : [[name, schema]];
      }),
    );
  return {
    graph: rt.describe({
      name: spec.name ?? "Test",
      version: spec.version ?? 1,
      schemaHash: `hash-${spec.version ?? 1}-${fields.map(([name]) => name).join()}`,
      limit: spec.limit ?? 100,
      fields: fields.map(([name, { input, output, optional, ephemeral, reduce }]) => ({
        name,
        type: "any",
        ...(input && { input }),
        ...(output && { output }),
        ...(optional && { optional }),
        ...(ephemeral && { ephemeral }),
        ...(reduce && { reduce: reduce[0] }),
      })),
      nodes: nodes.map(([name, node]) => ({
        name,
        kind: node.kind,
        ...(node.reads && { reads: node.reads }),
        ...(node.writes && { writes: node.writes }),
        ...(node.mayLeaveOut && { mayLeaveOut: node.mayLeaveOut }),
        ...(node.kind === "subgraph" && { graph: node.program.program.graph }),
      })),
      edges: [],
    }),
    schemas: {
      input: rt.fields<Loose>(
        members((f) => (f.input ? (f.default || f.optional ? rt.optional(f.schema) : f.schema) : undefined)),
      ),
      output: rt.fields<Loose>(members((f) => (f.output ? f.schema : undefined))),
      state: rt.fields<Loose>(
        members((f) => (f.default || (f.input && !f.optional) ? f.schema : rt.optional(f.schema))),
      ),
      update: rt.updateOf<Loose>(
        members((f) =>
          f.reduce ? rt.reduced(f.reduce[2] ?? f.schema, f.schema) : f.optional ? rt.optional(f.schema) : f.schema,
        ),
      ),
      asks: {},
    },
    handlers: Object.fromEntries(nodes.flatMap(([name, { run }]) => (run ? [[name, run]] : []))),
    nodes: Object.fromEntries(
      nodes.map(([name, { run: _run, reads: _reads, writes: _writes, mayLeaveOut: _may, ...node }]) => [name, node]),
    ),
    defaults: () => Object.fromEntries(fields.flatMap(([name, f]) => (f.default ? [[name, f.default()]] : []))),
    fold(draft, update) {
      for (const [name, { reduce, optional }] of fields) {
        const value = update[name];
        if (optional ? !(name in update) : value === undefined) continue;
        if (reduce === undefined) draft[name] = value;
        else draft[name] = rt.isReplacement(value) ? value.value : reduce[1](draft[name], value);
      }
    },
    start: spec.start,
    ...(spec.counters !== undefined && { counters: spec.counters }),
    ...(spec.interruptBefore && { interruptBefore: spec.interruptBefore }),
    ...(spec.interruptAfter && { interruptAfter: spec.interruptAfter }),
    ...(spec.migrations && { migrations: spec.migrations }),
    ...(spec.events && { events: rt.events<Loose>(spec.events) }),
  };
}

/** The field that most tests watch: what ran, in order. */
export const log: FieldSpec = {
  schema: rt.array(rt.string),
  default: () => [],
  output: true,
  reduce: ["append", rt.append],
};

/** A handler node that appends its name to `log`. */
export function logs(name: string, out: rt.Way<Values> | rt.Choice | rt.ChoiceAll<Values>, later?: number): NodeSpec {
  return {
    kind: "handler",
    out,
    reads: [],
    writes: ["log"],
    run: later === undefined ? () => ({ log: [name] }) : () => pause(later).then(() => ({ log: [name] })),
  };
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function runner(spec: GraphSpec, options: rt.AppOptions<Loose> = {}): rt.Runner<AnyTypes, Loose> {
  return rt.createApp<AnyTypes, Loose, never>(define(spec), options);
}

export function app(spec: GraphSpec, options: rt.AppOptions<Loose> = {}): rt.App<AnyTypes, Loose> {
  return rt.createApp<AnyTypes, Loose>(define(spec), { checkpointer: new rt.MemoryCheckpointer(), ...options });
}

export { rt };
