import { isArray, isPlain, type Members } from "./plain.ts";
import { found } from "./found.ts";
import { type Finding, type Path, refused } from "./type.ts";

/** Deeper values are refused: they would exhaust the stack where they are stored and read back. A cycle has no end and is deeper, too. */
export const deepest = 1000;

/** Arrays from this length on are remembered once they are known to be storable and frozen; shorter ones are walked again, which is faster. */
export const worthRemembering = 64;

const known = /* @__PURE__ */ new WeakSet<object>();

/** Freezes a JSON value deeply in place and returns it; `refused` if it is none, or if it could not be stored exactly. */
export function keepJson(value: unknown): unknown {
  return isStorable(value, 0) ? value : refused;
}

function isStorable(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      if (value === null) return true;
      if (depth === deepest) return false;
      return isArray(value) ? areElementsStorable(value, depth + 1) : areMembersStorable(value, depth + 1);
    default:
      return false;
  }
}

function areElementsStorable(array: readonly unknown[], depth: number): boolean {
  const long = array.length >= worthRemembering;
  if (long && known.has(array)) return true;
  for (let i = 0; i < array.length; i++) if (!isStorable(array[i], depth)) return false;
  Object.freeze(array);
  if (long) known.add(array);
  return true;
}

function areMembersStorable(value: object, depth: number): boolean {
  if (!isPlain(value) || Object.getOwnPropertySymbols(value).length > 0) return false;
  for (const key in value) if (!isStorable(value[key], depth)) return false;
  Object.freeze(value);
  return true;
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
