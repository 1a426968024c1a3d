import type { AnyProgram, NodeProgram, Program } from "./program.ts";
import type { Choice } from "./ways.ts";
import type { Graph, GraphField, GraphNode } from "../types/description.ts";
import {
  adopt,
  adoptElements,
  isFragile,
  isOptional,
  membersOf,
  type Recheck,
  recheck,
  refusal,
  refused,
} from "../state/index.ts";
import { ConfigError } from "../errors.ts";
import type { Handler } from "./handler.ts";
import type { Schema } from "../types/schema.ts";
import type { Values } from "./values.ts";

/** A field of a graph with what the hot loop needs to know of it. */
export interface Field {
  readonly name: string;
  readonly description: GraphField;
  readonly optional: boolean;
  /** Whether a state may lack it. */
  readonly mayBeAbsent: boolean;
  /** Whether updates of it are stored as chunks. */
  readonly grows: boolean;
  /** Whether its values must be copied for each handler, since they cannot be frozen. */
  readonly fragile: boolean;
  readonly state: Schema<unknown>;
  readonly update: Schema<unknown>;
  /** Adopts an update whose elements the reducer takes at once; absent where it takes more. */
  readonly adoptElements: Recheck | undefined;
  /** Checks the value that a reducer made; absent where it cannot be wrong. */
  readonly recheck: Recheck | undefined;
  /** Whether it has a condition. */
  readonly conditional: boolean;
}

/** A field that a node writes. */
export interface Write {
  readonly field: Field;
  readonly required: boolean;
}

/** A node with everything that is known of it before a run. */
export interface Node {
  readonly name: string;
  readonly number: number;
  readonly program: NodeProgram<Values, Values>;
  readonly description: GraphNode;
  /** Where the handler decides by `goto`. */
  readonly choice: Choice | undefined;
  /** Present where the node is implemented in TypeScript. */
  readonly handler: Handler | undefined;
  /** Absent: the whole state. */
  readonly reads: readonly Field[] | undefined;
  /** Those that it reads and that a state may lack. */
  readonly mayBeAbsent: readonly Field[];
  /** Whether what it reads holds values that must be copied for each handler. */
  readonly lends: boolean;
  readonly writes: readonly Write[];
  /** The graph that a subgraph node runs. */
  readonly inner: Table | undefined;
  /** Whether its visits are counted. */
  readonly counted: boolean;
  /** Whether its update must be folded at once even where nothing reads the result, since a field's condition may fail. */
  readonly conditional: boolean;
  /** Whether it writes a field without reducer. */
  readonly exclusive: boolean;
  /** Whether what reducers make of its update must be checked. */
  readonly rechecks: boolean;
  /** A path that is at it and knows nothing else, as it is stored, and as what comes next: made once for all steps. */
  readonly position: { readonly kind: "node"; readonly node: string };
  readonly next: readonly string[];
  /** Whether its handler runs with nothing around it: no cache, no timeout. */
  readonly plain: boolean;
}

/** A graph as it is executed: built once for an app, with everything found by number. */
export interface Table {
  readonly graph: Graph;
  readonly program: Program<Values, Values>;
  readonly fields: ReadonlyMap<string, Field>;
  readonly fieldList: readonly Field[];
  readonly outputs: readonly Field[];
  readonly nodes: readonly Node[];
  /** All fields in order: their defaults, or `undefined`. */
  readonly blank: Values;
  readonly byName: ReadonlyMap<string, Node>;
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
  /** The members of the context that it, or a graph inside it, needs. */
  readonly context: ReadonlySet<string>;
  /** Whether it, or a graph inside it, can stop and wait. */
  readonly stops: boolean;
}

type Handlers = { readonly [name: string]: unknown };

/** Builds the table of a program. `given` are the handlers that the caller supplies, by path: `"refunds"`, `"helpdesk/refunds"`. */
export function buildTable(program: AnyProgram, given: Handlers, prefix = ""): Table {
  const graph = program.graph;
  const executed = program as Program<Values, Values>;
  const fieldList = buildFields(executed);
  const fields = new Map(fieldList.map((field) => [field.name, field]));
  const nodes = graph.nodes.map((description, number) =>
    buildNode(executed, description, number, fields, given, prefix),
  );
  const before = new Set(executed.interruptBefore);
  const after = new Set(executed.interruptAfter);
  return {
    graph,
    program: executed,
    fields,
    fieldList,
    outputs: fieldList.filter((field) => field.description.output === true),
    nodes,
    blank: blankState(executed, fieldList),
    byName: new Map(nodes.map((node) => [node.name, node])),
    before,
    after,
    context: new Set([...(program.context ?? []), ...nodes.flatMap(({ inner }) => [...(inner?.context ?? [])])]),
    stops: before.size > 0 || after.size > 0 || nodes.some(waits),
  };
}

function waits({ program, inner }: Node): boolean {
  return (
    program.kind === "ask" || (program.kind === "handler" && program.answer !== undefined) || inner?.stops === true
  );
}

function buildFields(program: Program<Values, Values>): Field[] {
  const states = membersOf(program.schemas.state);
  const updates = membersOf(program.schemas.update);
  const defaults = program.defaults();
  return program.graph.fields.map((description) => {
    const { name, reduce } = description;
    const state = states.get(name);
    const update = updates.get(name);
    if (state === undefined || update === undefined) {
      throw new ConfigError({
        graph: program.graph.name,
        option: "program",
        problem: `lacks a schema of the field '${name}'`,
      });
    }
    const optional = description.optional === true || isOptional(update);
    return {
      name,
      description,
      optional,
      mayBeAbsent: optional || !(name in defaults || description.input === true),
      grows: reduce === "append",
      fragile: isFragile(state),
      state,
      update,
      adoptElements: adoptElements(update, reduce),
      recheck: recheck(state, reduce),
      conditional: recheck(state, undefined) !== undefined,
    };
  });
}

function blankState(program: Program<Values, Values>, fields: readonly Field[]): Values {
  const defaults: Values = { ...program.defaults() };
  const blank: Values = {};
  for (const { name, state } of fields) {
    const value = defaults[name];
    blank[name] = value === undefined ? undefined : adopt(state, value);
    if (blank[name] === refused)
      throw refusal(state, value, { graph: program.graph.name, of: "stored state", field: name });
  }
  return Object.freeze(blank);
}

function buildNode(
  program: Program<Values, Values>,
  description: GraphNode,
  number: number,
  fields: ReadonlyMap<string, Field>,
  given: Handlers,
  prefix: string,
): Node {
  const { name } = description;
  const own = program.nodes[name];
  if (own === undefined) {
    throw new ConfigError({ graph: program.graph.name, option: "program", problem: `lacks the node '${name}'` });
  }
  const known = (field: string): Field => {
    const found = fields.get(field);
    if (found !== undefined) return found;
    throw new ConfigError({
      graph: program.graph.name,
      option: "program",
      problem: `names an unknown field '${field}' at the node '${name}'`,
    });
  };
  const reads = description.reads?.map(known);
  const writes = (description.writes ?? []).map((field) => ({
    field: known(field),
    required: description.mayLeaveOut?.includes(field) !== true,
  }));
  return {
    name,
    number,
    program: own,
    description,
    choice: typeof own.out === "object" && "decide" in own.out ? own.out : undefined,
    handler: own.kind === "handler" ? handlerOf(program, name, given, prefix) : undefined,
    reads,
    mayBeAbsent: (reads ?? [...fields.values()]).filter((field) => field.mayBeAbsent),
    lends: (reads ?? [...fields.values()]).some((field) => field.fragile),
    writes,
    inner: own.kind === "subgraph" ? buildTable(own.program.program, given, `${prefix}${name}/`) : undefined,
    counted: program.visited === undefined || program.visited.includes(number),
    conditional: writes.some(({ field }) => field.conditional),
    exclusive: writes.some(({ field }) => field.description.reduce === undefined),
    rechecks: writes.some(({ field }) => field.recheck !== undefined),
    position: Object.freeze({ kind: "node", node: name }),
    next: Object.freeze([name]),
    plain: own.kind === "handler" && own.cache === undefined && own.timeout === undefined,
  };
}

function handlerOf(program: Program<Values, Values>, name: string, given: Handlers, prefix: string): Handler {
  const own = program.handlers as Handlers;
  const handler = (Object.hasOwn(given, prefix + name) ? given[prefix + name] : undefined) ?? own[name];
  if (typeof handler === "function") return handler as Handler;
  throw new ConfigError({
    graph: program.graph.name,
    option: "handlers",
    problem: handler === undefined ? `lacks '${prefix}${name}'` : `has '${prefix}${name}', which is not a function`,
  });
}

/** The names of all handlers that an app may be given. */
export function handlerNames(table: Table, prefix = ""): string[] {
  return table.nodes.flatMap((node) => {
    if (node.inner !== undefined) return handlerNames(node.inner, `${prefix}${node.name}/`);
    return node.handler === undefined ? [] : [prefix + node.name];
  });
}
