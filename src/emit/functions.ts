/** The functions of the language: one readable TypeScript expression each, or a helper of the runtime where there is none. */
import { isAssignable } from "../types/assignable.ts";
import type { Type } from "../types/type.ts";
import { MEMBER, PRIMARY, SUM, printed } from "./precedence.ts";
import type { Printed } from "./precedence.ts";
import { accessText } from "./text.ts";
import { isNumber, isText, mayBeText, present, textForm } from "./type-facts.ts";

/** One call, with its arguments ready to be printed. */
export interface CallParts {
  /** How many arguments there are. */
  readonly size: number;
  /** The first argument, where it is a bare name. */
  readonly name?: string;
  /** The constant with the nodes' numbers. */
  readonly at: string;
  /** An argument that binds at least as tightly as `level`; by default as it may stand between parentheses. */
  text(index: number, level?: number): string;
  /** The arguments from one on, as they stand in a call. */
  list(from: number): string;
  /** An argument as a part of a template. */
  readable(index: number): string;
  type(index: number): Type;
  /** A part of the text that fails where the call does, marked as coming from there. */
  marked(text: string): string;
}

type FunctionText = (call: CallParts) => Printed;

const method =
  (name: string): FunctionText =>
  (call) =>
    printed(`${call.text(0, MEMBER)}.${call.marked(name)}(${call.list(1)})`, MEMBER);

const math =
  (name: string): FunctionText =>
  (call) =>
    printed(`Math.${call.marked(name)}(${call.list(0)})`, MEMBER);

const helper =
  (name: string): FunctionText =>
  (call) =>
    printed(`rt.${call.marked(name)}(${call.list(0)})`, MEMBER);

const ofObject =
  (name: string): FunctionText =>
  (call) =>
    printed(`Object.${call.marked(name)}(${call.list(0)})`, MEMBER);

/** `min(a, b)` compares its arguments, `min(list)` the elements. */
const extreme =
  (name: "min" | "max", ofList: string): FunctionText =>
  (call) =>
    call.size === 1 ? helper(ofList)(call) : math(name)(call);

const FUNCTIONS: { readonly [name: string]: FunctionText } = {
  len: (call) =>
    kindOf(call.type(0)) === "map" || kindOf(call.type(0)) === "object"
      ? printed(`Object.keys(${call.text(0)}).length`, MEMBER)
      : printed(`${call.text(0, MEMBER)}.length`, MEMBER),
  contains: (call) => {
    const list = present(call.type(0));
    const fits = list.kind !== "array" || isAssignable(call.type(1), list.element);
    return fits ? method("includes")(call) : helper("includes")(call);
  },
  startsWith: method("startsWith"),
  endsWith: method("endsWith"),
  matches: (call) => printed(`${call.text(1, MEMBER)}.${call.marked("test")}(${call.text(0)})`, MEMBER),
  lower: method("toLowerCase"),
  upper: method("toUpperCase"),
  trim: method("trim"),
  split: method("split"),
  join: method("join"),
  slice: method("slice"),
  concat: (call) => concatText(call),
  reverse: (call) => printed(`[...${call.text(0)}].reverse()`, MEMBER),
  sort: helper("sorted"),
  first: (call) => printed(`${call.text(0, MEMBER)}[0]`, MEMBER),
  last: (call) => printed(`${call.text(0, MEMBER)}.at(-1)`, MEMBER),
  keys: ofObject("keys"),
  values: ofObject("values"),
  entries: ofObject("entries"),
  has: ofObject("hasOwn"),
  map: method("map"),
  filter: method("filter"),
  find: method("find"),
  some: method("some"),
  every: method("every"),
  count: (call) =>
    printed(
      call.size === 1 ? `${call.text(0, MEMBER)}.length` : `${call.text(0, MEMBER)}.filter(${call.list(1)}).length`,
      MEMBER,
    ),
  sum: helper("sum"),
  min: extreme("min", "least"),
  max: extreme("max", "greatest"),
  abs: math("abs"),
  round: math("round"),
  floor: math("floor"),
  ceil: math("ceil"),
  range: helper("range"),
  string: (call) => stringOf(call),
  number: (call) =>
    isNumber(call.type(0)) ? printed(call.text(0, MEMBER), MEMBER) : numberOf(call, "toNumber", "Number"),
  int: (call) => (isNumber(call.type(0)) ? math("trunc")(call) : numberOf(call, "toInt", "Math.trunc(Number", ")")),
  visits: (call) => printed(`scope.visits(${accessText(call.at, call.name ?? "")})`, MEMBER),
  now: () => printed("scope.now()", MEMBER),
  uuid: () => printed("scope.uuid()", MEMBER),
  set: helper("set"),
};

/** The functions that read more of what is around than their arguments. */
export const SCOPE_FUNCTIONS: ReadonlySet<string> = new Set(["visits", "now", "uuid"]);

/** The names of all functions that can be printed. */
export const functionNames: readonly string[] = Object.keys(FUNCTIONS);

/** The text of a call of one of the functions. */
export function functionText(name: string, call: CallParts): Printed {
  const print = FUNCTIONS[name];
  if (print === undefined) throw new Error(`The function ${name} has no text.`);
  return print(call);
}

function places(call: CallParts): readonly number[] {
  return Array.from({ length: call.size }, (_, index) => index);
}

function kindOf(type: Type): Type["kind"] {
  return present(type).kind;
}

function concatText(call: CallParts): Printed {
  const all = places(call);
  if (all.every((index) => isText(call.type(index)))) {
    return printed(all.map((index) => call.text(index, SUM + 1)).join(" + "), SUM);
  }
  return printed(`[${all.map((index) => `...${call.text(index)}`).join(", ")}]`, PRIMARY);
}

function stringOf(call: CallParts): Printed {
  if (isText(call.type(0))) return printed(call.text(0, MEMBER), MEMBER);
  if (textForm(call.type(0)) === "plain") return printed(`String(${call.text(0)})`, MEMBER);
  return printed(call.readable(0), MEMBER);
}

/** Only a text may be no number; bigints, booleans and dates are converted as JavaScript does. */
function numberOf(call: CallParts, ofText: string, ofOther: string, end = ""): Printed {
  return mayBeText(call.type(0)) ? helper(ofText)(call) : printed(`${ofOther}(${call.text(0)})${end}`, MEMBER);
}
