import { copyState } from "./fold.ts";
import { lend } from "../state/index.ts";
import type { Field, Node, Table } from "./table.ts";
import type { Path } from "./path.ts";
import type { Values } from "./values.ts";

/** What a handler is given: exactly what it reads, frozen; what is absent is left out. Members that read the same of the entry state share it. */
export function viewFor(path: Path, node: Node): object {
  const { within } = path;
  if (within === undefined || path.owned || node.lends) return makeView(path, node);
  const what = node.reads === undefined ? wholeState : node.number;
  if (within.viewed !== what) {
    within.viewed = what;
    within.view = makeView(path, node);
  }
  return within.view;
}

/** What `Split.viewed` is for the view of a node that reads everything. */
const wholeState = -2;

function makeView({ state, level }: Path, node: Node): object {
  const { program, reads } = node;
  if (!node.lends && arePresent(state, node.mayBeAbsent)) {
    if (reads === undefined) return Object.freeze(copyState(level.table, state));
    if (program.kind === "handler" && program.view !== undefined) return Object.freeze(program.view(state));
  }
  return pick(state, reads ?? level.table.fieldList);
}

function arePresent(state: Values, fields: readonly Field[]): boolean {
  for (const { name } of fields) if (state[name] === undefined) return false;
  return true;
}

function pick(state: Values, fields: readonly Field[]): object {
  const view: Values = {};
  for (const field of fields) {
    const value = state[field.name];
    if (value !== undefined) view[field.name] = field.fragile ? lend(field.state, value) : value;
  }
  return Object.freeze(view);
}

/** A whole state as it is handed out. */
export function valuesOf(table: Table, state: Values): object {
  return pick(state, table.fieldList);
}

/** The output of a graph that has ended. */
export function outputOf(table: Table, state: Values): object {
  return pick(state, table.outputs);
}
