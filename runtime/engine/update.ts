import { adopt, explain, issuesOf, refusal, refused } from "../state/index.ts";
import type { Field, Node, Table, Write } from "./table.ts";
import { StateValidationError } from "../errors.ts";
import { isPlain } from "../state/plain.ts";
import type { Values } from "./values.ts";

/** Whose update is checked, for errors. */
export interface Owner {
  readonly table: Table;
  readonly threadId: string | undefined;
  /** Whether the values of updates are trusted and only frozen. */
  readonly trusts: boolean;
  /** Whether updates are folded before anybody sees them; those that must wait are frozen then. */
  readonly folds?: boolean;
}

const empty: Values = Object.freeze({});

/**
 * Checks what a node returned against what it may write, and makes it safe to keep. The result is a new object: what the handler does with its own
 * afterwards changes nothing.
 * @throws StateValidationError, NotStorableError
 */
export function checkUpdate(owner: Owner, node: Node, result: unknown): Values {
  const { writes } = node;
  if (result === undefined || result === null) {
    for (const { field, required } of writes) if (required) refuse(owner, node, field.name, "missing");
    return empty;
  }
  if (typeof result !== "object")
    return refuse(owner, node, "", "invalid", `expected an update, found a ${typeof result}`);
  const update: Values = { ...result };
  let written = 0;
  for (const write of writes) if (checkWrite(owner, node, write, update)) written++;
  for (const _name in update) written--;
  if (written !== 0) refuseExtra(owner, node, update);
  return update;
}

/** Whether the update has the field; its value is then safe to keep. */
function checkWrite(owner: Owner, node: Node, { field, required }: Write, update: Values): boolean {
  const { name } = field;
  const value = update[name];
  if (value === undefined) {
    if (!(name in update)) return required ? refuse(owner, node, name, "missing") : false;
    return field.optional || refuse(owner, node, name, "invalid", "undefined clears optional fields only");
  }
  const kept = adoptWrite(owner, field, value);
  if (kept === refused) {
    throw refusal(field.update, value, { ...names(owner, node), field: name });
  }
  if (kept !== value) update[name] = kept;
  return true;
}

function adoptWrite({ folds, trusts }: Owner, field: Field, value: unknown): unknown {
  if (trusts && !field.fragile) return freeze(value);
  return folds === true && field.adoptElements !== undefined ? field.adoptElements(value) : adopt(field.update, value);
}

/** Freezes the arrays of an update that is not folded at once. */
export function freezeArrays(update: Values): void {
  for (const name in update) if (Array.isArray(update[name])) Object.freeze(update[name]);
}

function names({ table, threadId }: Owner, node: Node): { graph: string; threadId: string | undefined; node: string } {
  return { graph: table.graph.name, threadId, node: node.name };
}

function refuse(
  owner: Owner,
  node: Node,
  field: string,
  reason: "unknown" | "undeclared" | "missing" | "invalid",
  message?: string,
): never {
  const issues = message === undefined ? [] : [{ message, path: field === "" ? [] : [field] }];
  throw new StateValidationError({ ...names(owner, node), field, reason, issues });
}

function refuseExtra(owner: Owner, node: Node, update: Values): never {
  const declared = new Set(node.writes.map(({ field }) => field.name));
  const extra = Object.keys(update).find((name) => !declared.has(name)) ?? "";
  return refuse(owner, node, extra, owner.table.fields.has(extra) ? "undeclared" : "unknown");
}

/** Freezes plain objects and arrays deeply; what is frozen already is taken to be so deeply. */
function freeze(value: unknown): unknown {
  if (
    typeof value === "object" &&
    value !== null &&
    !Object.isFrozen(value) &&
    (Array.isArray(value) || isPlain(value))
  ) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}

/** Checks the fields that an update was folded into: what reducers made, and the conditions of the fields. @throws StateValidationError */
export function checkFolded(owner: Owner, node: Node | undefined, state: Values, update: Values): void {
  for (const name in update) {
    const field = owner.table.fields.get(name);
    if (field?.recheck === undefined) continue;
    const value = state[name];
    if (value === undefined) continue;
    const kept = field.recheck(value);
    if (kept === refused) {
      const issues = issuesOf(explain(field.state, value));
      const { graph } = owner.table;
      throw new StateValidationError({
        graph: graph.name,
        threadId: owner.threadId,
        node: node?.name,
        field: name,
        reason: "invalid",
        issues: issues.map((issue) => ({ ...issue, path: [name, ...(issue.path ?? [])] })),
      });
    }
    if (kept !== value) state[name] = kept;
  }
}

/** Checks the values of input or of `updateState`, where any field may be; they are kept as they are. @throws StateValidationError, NotStorableError */
export function checkWhole(
  owner: Owner,
  schema: Table["program"]["schemas"]["input"],
  value: unknown,
  of: "input" | "update",
): Values {
  const kept = adopt(schema, value);
  if (kept === refused) throw refusal(schema, value, { graph: owner.table.graph.name, threadId: owner.threadId, of });
  return kept as Values;
}
