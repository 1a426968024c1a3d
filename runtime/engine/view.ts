import { lend } from "../state/index.ts";
import type { Field, Node, Table } from "./table.ts";
import type { Path } from "./path.ts";
import type { Values } from "./values.ts";

/** What a handler is given: exactly what it reads, frozen; what is absent is left out. */
export function viewFor(path: Path, node: Node): object {
  const { within } = path;
  if (within !== undefined && !path.owned && within.viewed === node.number) return within.view;
  const view = makeView(path, node);
  if (within !== undefined && !path.owned && !node.lends) {
    within.viewed = node.number;
    within.view = view;
  }
  return view;
}

function makeView({ state, level }: Path, node: Node): object {
  const { program, reads } = node;
  if (reads === undefined) return pick(state, level.table.fieldList);
  if (program.kind === "handler" && program.view !== undefined && !node.lends && arePresent(state, node.mayBeAbsent)) {
    return Object.freeze(program.view(state));
  }
  return pick(state, reads);
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
