import type { Json } from "../types/graph-types.ts";
import type { StoreComparison, StoreFilter, StoreScalar } from "../types/store.ts";
import { encode } from "../state/codec.ts";
import { isPlain } from "../state/plain.ts";
import { problem } from "./names.ts";

/** A filter that was checked. */
export interface Condition {
  holds(value: Json): boolean;
  /** What the stored text of every value that passes must contain: a database can leave out values by them that need not be read. */
  readonly texts: readonly string[];
}

type Test = (found: Json | undefined) => boolean;

/** @throws ConfigError if it is no filter */
export function conditionOf(filter: StoreFilter = {}): Condition {
  if (!isPlain(filter)) throw problem("filter", "is no object of paths.");
  const tests: { readonly path: readonly string[]; readonly test: Test }[] = [];
  const texts: string[] = [];
  for (const [name, wanted] of Object.entries<unknown>(filter)) {
    const path = pathIn(name);
    const comparison = isScalar(wanted) ? { eq: wanted } : checkedComparison(name, wanted);
    tests.push({ path, test: testOf(comparison) });
    if (comparison.eq !== undefined) texts.push(...textsOf(path, comparison.eq));
  }
  return { texts, holds: (value) => tests.every(({ path, test }) => test(memberAt(value, path))) };
}

/** Whether a value passes a filter: for stores of other makers. @throws ConfigError if it is no filter */
export function passes(filter: StoreFilter, value: Json): boolean {
  return conditionOf(filter).holds(value);
}

/** The names of a path, which dots separate. */
function pathIn(text: string): readonly string[] {
  return [...text.matchAll(segments)].map(([, segment = ""]) => segment.replace(/\\([\\.])/g, "$1"));
}

/** What is between dots that no backslash makes part of a name. */
const segments = /(?:^|\.)((?:\\[\\.]|[^.])*)/g;

function memberAt(value: Json, path: readonly string[]): Json | undefined {
  let at: unknown = value;
  for (const name of path) {
    if (!isPlain(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at as Json | undefined;
}

function isScalar(value: unknown): value is StoreScalar {
  return value === null || typeof value === "string" || typeof value === "boolean" || isNumber(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

const isOrdered = (value: unknown): boolean => typeof value === "string" || isNumber(value);

/** What each comparison takes. */
const operands: { readonly [name in keyof StoreComparison]-?: (operand: unknown) => boolean } = {
  eq: isScalar,
  ne: isScalar,
  gt: isOrdered,
  gte: isOrdered,
  lt: isOrdered,
  lte: isOrdered,
  in: (operand) => Array.isArray(operand) && operand.every(isScalar),
  has: isScalar,
  exists: (operand) => typeof operand === "boolean",
};

function checkedComparison(path: string, wanted: unknown): StoreComparison {
  const at = `has at ${JSON.stringify(path)}`;
  if (!isPlain(wanted))
    throw problem("filter", `${at} what is neither a string, number, boolean or null nor comparisons.`);
  for (const [name, operand] of Object.entries(wanted)) {
    if (!Object.hasOwn(operands, name)) {
      const known = Object.keys(operands).join(", ");
      throw problem("filter", `${at} the unknown comparison ${JSON.stringify(name)}; known are: ${known}.`);
    }
    if (operand !== undefined && !operands[name as keyof StoreComparison](operand)) {
      throw problem("filter", `${at} a value that ${JSON.stringify(name)} does not take.`);
    }
  }
  return wanted;
}

function testOf({ eq, ne, gt, gte, lt, lte, in: some, has, exists }: StoreComparison): Test {
  return (found) =>
    (eq === undefined || found === eq) &&
    (ne === undefined || found !== ne) &&
    (gt === undefined || (isComparable(found, gt) && found > gt)) &&
    (gte === undefined || (isComparable(found, gte) && found >= gte)) &&
    (lt === undefined || (isComparable(found, lt) && found < lt)) &&
    (lte === undefined || (isComparable(found, lte) && found <= lte)) &&
    (some === undefined || some.some((one) => found === one)) &&
    (has === undefined || (Array.isArray(found) && found.includes(has))) &&
    (exists === undefined || (found !== undefined) === exists);
}

function isComparable(found: Json | undefined, operand: string | number): found is string | number {
  return typeof found === typeof operand;
}

/** What the text of an object with this member contains. Zero may be stored as `-0`, and a name that begins with `$` may have another one before it. */
function textsOf(path: readonly string[], eq: StoreScalar): readonly string[] {
  if (eq === 0) return [];
  const name = path.at(-1) ?? "";
  return [name.startsWith("$") ? encode(eq) : `${JSON.stringify(name)}:${encode(eq)}`];
}
