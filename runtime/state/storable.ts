import { isArray, isPlain, type Members, setOwn, worthRemembering } from "./plain.ts";
import { found } from "./found.ts";
import { type Finding, type Path, refused } from "./type.ts";

/** Deeper values are refused: they would exhaust the stack where they are stored and read back. A cycle has no end and is deeper, too. */
const deepest = 1000;

const known = /* @__PURE__ */ new WeakSet<object>();

/** Freezes a JSON value deeply in place and returns it; `refused` if it is none, or if it could not be stored exactly. */
export function keepJson(value: unknown): unknown {
  return keep(value, false, 0);
}

/**
 * As `keepJson`, but takes all that can be stored: also dates and bytes, which are copied together with what contains them, bigints and all
 * numbers. Members of objects that are `undefined` are left out.
 */
export function keepAny(value: unknown): unknown {
  return keep(value, true, 0);
}

function keep(value: unknown, any: boolean, depth: number): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return any || Number.isFinite(value) ? value : refused;
    case "bigint":
      return any ? value : refused;
    case "object":
      if (value === null) return value;
      if (depth === deepest) return refused;
      return isArray(value) ? keepElements(value, any, depth + 1) : keepMembers(value, any, depth + 1);
    default:
      return refused;
  }
}

function keepElements(array: readonly unknown[], any: boolean, depth: number): unknown {
  const isLong = array.length >= worthRemembering && !any;
  if (isLong && known.has(array)) return array;
  let copy: unknown[] | undefined;
  for (let i = 0; i < array.length; i++) {
    const kept = keep(array[i], any, depth);
    if (kept === refused) return refused;
    if (kept !== array[i] && kept === kept) (copy ??= [...array])[i] = kept;
  }
  if (isLong) known.add(array);
  return Object.freeze(copy ?? array);
}

function keepMembers(value: object, any: boolean, depth: number): unknown {
  if (!isPlain(value)) return any ? keepUnfrozen(value) : refused;
  if (Object.getOwnPropertySymbols(value).length > 0) return refused;
  let copy: { [key: string]: unknown } | undefined;
  for (const key in value) {
    const member = value[key];
    const kept = any && member === undefined ? member : keep(member, any, depth);
    if (kept === refused) return refused;
    if (kept === undefined) delete (copy ??= { ...value })[key];
    else if (kept !== member && kept === kept) setOwn((copy ??= { ...value }), key, kept);
  }
  return Object.freeze(copy ?? value);
}

/** A copy of a date or of bytes. */
function keepUnfrozen(value: object): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? new Date(value) : refused;
}

/**
 * Adds to `findings` what in `value` is not JSON. With `allows`, values that it holds for are fine as well, and members of objects may be
 * `undefined`.
 */
export function reportJson(
  value: unknown,
  path: Path,
  findings: Finding[],
  allows?: (value: unknown) => boolean,
): void {
  const above = new Set<object>();
  function reportBelow(part: unknown, at: Path): void {
    if (allows?.(part)) return;
    const what = obstacle(part, above);
    if (what !== undefined) {
      findings.push({ message: `cannot be stored: found ${what}`, path: at, reason: "unstorable", found: what });
    } else if (typeof part === "object" && part !== null) {
      above.add(part);
      const mayLack = allows !== undefined && !Array.isArray(part);
      for (const [key, member] of entriesOf(part)) {
        if (member !== undefined || !mayLack) reportBelow(member, [...at, key]);
      }
      above.delete(part);
    }
  }
  reportBelow(value, path);
}

function entriesOf(value: object): Iterable<[string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : Object.entries(value);
}

function obstacle(value: unknown, above: ReadonlySet<object>): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : found(value);
    case "undefined":
      return "undefined (leave the member out, or use null)";
    case "object":
      return value === null ? undefined : objectObstacle(value, above);
    default:
      return found(value);
  }
}

function objectObstacle(value: object, above: ReadonlySet<object>): string | undefined {
  if (above.has(value)) return "a cycle";
  if (above.size === deepest) return `a nesting deeper than ${deepest}`;
  if (isArray(value)) return undefined;
  if (!isPlain(value)) return found(value);
  return symbolOf(value);
}

function symbolOf(value: Members): string | undefined {
  const [symbol] = Object.getOwnPropertySymbols(value);
  return symbol && `a member named by ${String(symbol)}`;
}
