/** The functions of the language: what each takes and gives, and what it does in the words of hover texts and of the documentation. */
import { booleanType, dateType, intType, numberType, orAbsent, stringType, unionOf } from "../types/make.ts";
import { elementType } from "../types/members.ts";
import type { Type } from "../types/type.ts";
import { isOf, numeric } from "./expressions/kinds.ts";
import type { Bindings, Shape } from "./shapes.ts";

export interface Parameter {
  readonly type: Shape;
  /** May be left out. */
  readonly optional?: boolean;
  /** May be repeated, as often as wanted. */
  readonly rest?: boolean;
}

/** One way to call a function. */
export interface Overload {
  readonly parameters: readonly Parameter[];
  readonly result: Shape | ((bindings: Bindings, given: readonly Type[]) => Type);
}

export interface LanguageFunction {
  readonly name: string;
  /** How it is called: `slice(list, start, end?)`. */
  readonly signature: string;
  readonly doc: string;
  readonly overloads: readonly Overload[];
  /** Where it may stand, if not everywhere. */
  readonly only?: "updates" | "graphs";
}

const is = (type: Type): Shape => ({ kind: "is", type });
const T: Shape = { kind: "any", name: "T" };
const U: Shape = { kind: "any", name: "U" };
const equalToT: Shape = { kind: "comparable", name: "T" };
const orderedT: Shape = { kind: "ordered", name: "T" };
const orderedK: Shape = { kind: "ordered", name: "K" };
const list = (element: Shape): Shape => ({ kind: "list", element });
const mapOf = (value: Shape): Shape => ({ kind: "map", value });
const maybe = (of: Shape): Shape => ({ kind: "maybe", of });
const lambda = (result: Shape): Shape => ({ kind: "lambda", parameters: [T, is(intType)], result });

const text = is(stringType);
const whole = is(intType);
const truth = is(booleanType);
const bigint: Type = { kind: "primitive", name: "bigint" };
const printable = is(unionOf([stringType, numberType, bigint, booleanType]));

const one = (type: Shape): Parameter => ({ type });
const optional = (type: Shape): Parameter => ({ type, optional: true });
const rest = (type: Shape): Parameter => ({ type, rest: true });
const call = (result: Overload["result"], ...parameters: readonly (Parameter | Shape)[]): Overload => ({
  parameters: parameters.map((parameter) => ("kind" in parameter ? one(parameter) : parameter)),
  result,
});

/** What numbers of the given types give together. */
const numericOfAll = (_: Bindings, given: readonly Type[]): Type => numeric(unionOf(given));
const numericOfElements = (_: Bindings, [given]: readonly Type[]): Type =>
  numeric((given && elementType(given)) ?? intType);
/** A text may be no number: then there is none. */
const absentOfText =
  (type: Type) =>
  (_: Bindings, [given]: readonly Type[]): Type =>
    given && isOf(given, "number", "bigint", "boolean", "date") ? type : orAbsent(type);

function define(name: string, signature: string, doc: string, ...overloads: readonly Overload[]): LanguageFunction {
  return { name, signature, doc, overloads };
}

const all: readonly LanguageFunction[] = [
  define(
    "len",
    "len(text | list | map)",
    "The length of a text in UTF-16 units, or how many elements an array or a map has.",
    call(whole, text),
    call(whole, list(T)),
    call(whole, mapOf(T)),
  ),
  define(
    "contains",
    "contains(text, part) or contains(list, value)",
    "Whether a text has the part in it, or a list of primitives the value.",
    call(truth, text, text),
    call(truth, list(T), equalToT),
  ),
  define("startsWith", "startsWith(text, start)", "Whether a text begins with another.", call(truth, text, text)),
  define("endsWith", "endsWith(text, end)", "Whether a text ends with another.", call(truth, text, text)),
  define(
    "matches",
    "matches(text, /pattern/)",
    "Whether a regular expression finds something in a text; `^` and `$` tie it to the ends.",
    call(truth, text, { kind: "pattern" }),
  ),
  define("lower", "lower(text)", "The text in lower case.", call(text, text)),
  define("upper", "upper(text)", "The text in upper case.", call(text, text)),
  define("trim", "trim(text)", "The text without white space at its ends.", call(text, text)),
  define(
    "split",
    "split(text, separator)",
    "The parts of a text between the separators, a text or a regular expression.",
    call(list(text), text, text),
    call(list(text), text, { kind: "pattern" }),
  ),
  define(
    "join",
    "join(list, separator?)",
    "The elements as one text, with the separator (a comma, if none is given) between them.",
    call(text, list(printable), optional(text)),
  ),
  define(
    "slice",
    "slice(list | text, start, end?)",
    "The elements or UTF-16 units from `start` up to, not including, `end`; negative places count from the end.",
    call(text, text, whole, optional(whole)),
    call(list(T), list(T), whole, optional(whole)),
  ),
  define(
    "concat",
    "concat(list, …) or concat(text, …)",
    "All elements of several lists as one list, or several texts as one.",
    call(text, text, rest(text)),
    call(list(T), list(T), rest(list(T))),
  ),
  define("reverse", "reverse(list)", "The elements from the last to the first.", call(list(T), list(T))),
  define(
    "sort",
    "sort(list, x => key?)",
    "The elements in ascending order, by value or by a key; equal ones stay in their order.",
    call(list(T), list(orderedT)),
    call(list(T), list(T), { kind: "lambda", parameters: [T], result: orderedK }),
  ),
  define("first", "first(list)", "The first element; absent if the list is empty.", call(maybe(T), list(T))),
  define("last", "last(list)", "The last element; absent if the list is empty.", call(maybe(T), list(T))),
  define("keys", "keys(map)", "The keys in the order of their insertion.", call(list(text), mapOf(T))),
  define("values", "values(map)", "The values in the order of their insertion.", call(list(T), mapOf(T))),
  define(
    "entries",
    "entries(map)",
    "Pairs of key and value in the order of their insertion.",
    call(list({ kind: "pair", first: text, second: T }), mapOf(T)),
  ),
  define("has", "has(map, key)", "Whether the map has the key.", call(truth, mapOf(T), text)),
  define("map", "map(list, x => value)", "What the function makes of each element.", call(list(U), list(T), lambda(U))),
  define(
    "filter",
    "filter(list, x => condition)",
    "The elements of which the condition is true.",
    call(list(T), list(T), lambda(truth)),
  ),
  define(
    "find",
    "find(list, x => condition)",
    "The first element of which the condition is true; absent if there is none.",
    call(maybe(T), list(T), lambda(truth)),
  ),
  define(
    "some",
    "some(list, x => condition)",
    "Whether the condition is true of at least one element.",
    call(truth, list(T), lambda(truth)),
  ),
  define(
    "every",
    "every(list, x => condition)",
    "Whether the condition is true of all elements.",
    call(truth, list(T), lambda(truth)),
  ),
  define(
    "count",
    "count(list, x => condition)",
    "Of how many elements the condition is true.",
    call(whole, list(T), lambda(truth)),
  ),
  define(
    "sum",
    "sum(list)",
    "The sum of the numbers; 0 for an empty list.",
    call(numericOfElements, list(is(numberType))),
  ),
  define(
    "min",
    "min(list) or min(a, b, …)",
    "The smallest; of a list, absent if it is empty.",
    call(maybe(T), list(orderedT)),
    call(numericOfAll, is(numberType), is(numberType), rest(is(numberType))),
  ),
  define(
    "max",
    "max(list) or max(a, b, …)",
    "The greatest; of a list, absent if it is empty.",
    call(maybe(T), list(orderedT)),
    call(numericOfAll, is(numberType), is(numberType), rest(is(numberType))),
  ),
  define("abs", "abs(number)", "The number without its sign.", call(numericOfAll, is(numberType))),
  define("round", "round(number)", "The nearest whole number; halves go up.", call(whole, is(numberType))),
  define("floor", "floor(number)", "The greatest whole number that is not above.", call(whole, is(numberType))),
  define("ceil", "ceil(number)", "The smallest whole number that is not below.", call(whole, is(numberType))),
  define(
    "range",
    "range(end) or range(start, end)",
    "The whole numbers from `start` (0) up to, not including, `end`.",
    call(list(whole), whole, optional(whole)),
  ),
  define("string", "string(value)", "The value as text; a date in ISO 8601, objects as JSON.", call(text, T)),
  define(
    "number",
    "number(text | number | boolean)",
    "The value as a number; absent for a text that is none.",
    call(absentOfText(numberType), is(unionOf([stringType, numberType, bigint, booleanType, dateType]))),
  ),
  define(
    "int",
    "int(text | number | boolean)",
    "The value as a whole number, its fraction cut off; absent for a text that is no number.",
    call(absentOfText(intType), is(unionOf([stringType, numberType, bigint, booleanType, dateType]))),
  ),
  {
    ...define(
      "visits",
      "visits(node)",
      "How often the path has left a node in this run, the current visit excluded.",
      call(whole, { kind: "nodeName" }),
    ),
    only: "graphs",
  },
  { ...define("now", "now()", "The time of this step.", call(is(dateType))), only: "updates" },
  { ...define("uuid", "uuid()", "A new random identifier.", call(text)), only: "updates" },
  {
    ...define("set", "field: set(value)", "Replaces a reduced field instead of folding into it.", call(T, T)),
    only: "updates",
  },
];

/** By name, in the order of the language reference. */
export const functions: ReadonlyMap<string, LanguageFunction> = new Map(all.map((entry) => [entry.name, entry]));

export function isFunction(name: string): boolean {
  return functions.has(name);
}
