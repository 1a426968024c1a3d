/** Random fields with a `where`, the values that they may have, and random conditions on them. */
import fc from "fast-check";
import type { Constant } from "../../../src/check/constant.ts";

export interface Case {
  readonly wheres: Readonly<Record<string, string>>;
  /** The conditions of a `when`, in their order. */
  readonly conditions: readonly string[];
}

/** The values that are tried for each field, before its `where` is asked. */
export const domains: Readonly<Record<string, readonly Constant[]>> = {
  a: [-3, -1, 0, 1, 2, 3, 4, 5, 6, 9, 10, 11],
  b: [-Infinity, -2, -0.5, -0, 0.5, 1, 2.5, 3, 5, 7.5, 11, Infinity, NaN],
  o: [undefined, -3, 0, 1, 2, 4, 5, 9],
  s: ["", " ", "x", "xy", " x ", "abc", "abcdef"],
  k: ["x", "y", "zz"],
  f: [true, false],
  g: [undefined, true, false],
  l: [[], [0], [1, 5], [-2, 3, 9], [1, 1, 1, 1]],
};

export const fieldTypes: Readonly<Record<string, string>> = {
  a: "int",
  b: "number",
  o: "int",
  s: "string",
  k: '"x" | "y" | "zz"',
  f: "boolean",
  g: "boolean",
  l: "int[]",
};

const order = fc.constantFrom("<", "<=", ">", ">=", "==", "!=");
const small = fc.constantFrom("0", "1", "2", "3", "5", "10", "-1");
const literal = fc.oneof(small, fc.constantFrom("0.5", "2.5", "7.5"));

const numeric = fc.letrec<{ number: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("a", "b", "len(s)", "len(l)", "len(trim(s))", "count(l, v => v > 1)", "(o ?? 0)"),
    literal,
    fc.tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number")).map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc
      .tuple(tie("number"), fc.constantFrom("/", "%"), fc.constantFrom("2", "5", "-1"))
      .map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc.tuple(fc.constantFrom("abs", "round", "floor", "ceil"), tie("number")).map(([f, x]) => `${f}(${x})`),
    fc.tuple(fc.constantFrom("min", "max"), tie("number"), tie("number")).map(([f, x, y]) => `${f}(${x}, ${y})`),
    tie("number").map((x) => `(f ? ${x} : a)`),
    tie("number").map((x) => `(0 - ${x})`),
  ),
})).number;

const atom = fc.oneof(
  fc.tuple(fc.constantFrom("a", "b", "len(s)", "len(l)"), order, literal).map((parts) => parts.join(" ")),
  fc.tuple(numeric, order, numeric).map((parts) => parts.join(" ")),
  fc
    .tuple(
      fc.constantFrom("k", "s", "lower(s)", "trim(s)"),
      fc.constantFrom("==", "!="),
      fc.constantFrom('"x"', '"zz"', '""'),
    )
    .map((parts) => parts.join(" ")),
  fc.constantFrom("f", "!f", "f == true", "(g ?? false)", "g == true", "g != null", "o == null", "o != null", "o == 4"),
  fc.constantFrom("(o != null && o > 2)", "(o == null || o < 5)", "first(l) == null", "(first(l) ?? 1) > 0"),
  fc.constantFrom(
    'startsWith(k, "z")',
    'contains(s, "x")',
    "matches(s, /^x/)",
    "matches(k, /^x|z/)",
    "some(l, v => v > 3)",
  ),
);

export const condition = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    atom,
    fc.tuple(tie("condition"), fc.constantFrom("&&", "||"), tie("condition")).map(([x, op, y]) => `(${x} ${op} ${y})`),
    tie("condition").map((x) => `!(${x})`),
    fc.tuple(tie("condition"), tie("condition"), tie("condition")).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
  ),
})).condition;

export const numericWhere = fc.oneof(
  fc.tuple(order, literal).map(([op, n]) => `value ${op} ${n}`),
  fc.tuple(small, small).map(([x, y]) => `value >= ${x} && value < ${y}`),
  fc.tuple(small, small).map(([x, y]) => `value < ${x} || value > ${y}`),
  fc.tuple(order, small).map(([op, n]) => `!(value ${op} ${n})`),
  fc.tuple(order, small).map(([op, n]) => `abs(value - 2) ${op} ${n}`),
);
const sized = fc.tuple(order, small).map(([op, n]) => `len(value) ${op} ${n}`);
export const textual = fc.oneof(sized, fc.constantFrom("len(trim(value)) > 0", 'value != "x"', "matches(value, /x/)"));

export const where = fc.record(
  {
    a: numericWhere,
    b: numericWhere,
    o: numericWhere,
    s: textual,
    k: fc.constantFrom('value != "x"', 'startsWith(value, "z") || value == "y"'),
    l: sized,
  },
  { requiredKeys: [] },
);

export const cases: fc.Arbitrary<Case> = fc.record({
  wheres: where,
  conditions: fc.array(condition, { minLength: 1, maxLength: 4 }),
});
