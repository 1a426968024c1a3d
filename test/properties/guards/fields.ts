/** Fields with a `where` of their own, of their type or of its member, and the values that they are tried with. */
import fc from "fast-check";
import { evaluate, type Constant } from "../../../src/check/constant.ts";
import { parse } from "../../../src/parse/parse.ts";
import { domains, fieldTypes, numericWhere, textual, where } from "../ranges/generate.ts";

/** By field: conditions of its own, and of its type, which for `box` is that of the member `n`. */
export interface Wheres {
  readonly own: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
}

export const wheres: fc.Arbitrary<Wheres> = fc.record({
  own: where,
  typed: fc.record(
    { a: numericWhere, b: numericWhere, o: numericWhere, s: textual, box: numericWhere },
    { requiredKeys: [] },
  ),
});

const optional = new Set(["o", "g"]);
const boxes = (domains["a"] ?? []).map((n, index) => (index % 2 === 0 ? { n } : { n, note: "x" }));

/** The values that each field is tried with, whatever its conditions say of them. */
export const tried: Readonly<Record<string, readonly Constant[]>> = { ...domains, box: boxes };
export const names: readonly string[] = Object.keys(tried);

export interface Declared {
  readonly types: string;
  readonly fields: string;
}

/** @param modifier What stands before each field. */
export function declared(
  { own, typed }: Wheres,
  modifier: string,
  isOptional = (name: string) => optional.has(name),
): Declared {
  const types = [`type Box { n: int${behind(typed["box"])}, note?: string }`];
  const fields = names.map((name) => {
    let type = name === "box" ? "Box" : fieldTypes[name];
    if (name !== "box" && typed[name] !== undefined) {
      types.push(`type Of_${name} = ${type}${behind(typed[name])}`);
      type = `Of_${name}`;
    }
    return `${modifier} ${name}${isOptional(name) ? "?" : ""}: ${type}${behind(own[name])}`;
  });
  return { types: types.join("\n"), fields: fields.join("\n    ") };
}

const behind = (condition: string | undefined): string => (condition === undefined ? "" : ` where ${condition}`);

/** The values that all conditions of a field accept, and those that one of them refuses. */
export interface Sorted {
  readonly good: readonly Constant[];
  readonly bad: readonly Constant[];
}

/** By field; nothing where it is not known without a run what its conditions accept. */
export function sorted({ own, typed }: Wheres): Readonly<Record<string, Sorted>> | undefined {
  const found: Record<string, Sorted> = {};
  for (const [name, values] of Object.entries(tried)) {
    const outer = judgeOf(own[name]);
    const inner = judgeOf(typed[name]);
    const fits = values.map((value) => [outer(value), inner(judged(name, value))]);
    if (fits.some((all) => all.includes(undefined))) return undefined;
    const isGood = (_: Constant, index: number): boolean => fits[index]?.includes(false) === false;
    found[name] = { good: values.filter(isGood), bad: values.filter((value, index) => !isGood(value, index)) };
  }
  return found;
}

/** What the condition of a field's type is asked of: of a box, its member. */
export function judged(name: string, value: Constant): Constant {
  return name === "box" && typeof value === "object" && value !== null && "n" in value ? value.n : value;
}

/** Whether a condition accepts a value; nothing where that is not known without a run. */
export function judgeOf(condition: string | undefined): (value: Constant) => boolean | undefined {
  if (condition === undefined) return () => true;
  const [declaration] = parse({ path: "where.graph", text: `type T = int where ${condition}\n` }).file.declarations;
  const expression = declaration?.kind === "TypeDeclaration" ? declaration.where : undefined;
  return (value) => {
    if (value === undefined) return true;
    const found = expression && evaluate(expression, { value })?.value;
    return typeof found === "boolean" ? found : undefined;
  };
}

/** Without the conditions of fields of which no value would be left. */
export function satisfiable(given: Wheres): Wheres {
  const found = sorted(given);
  const isLeft = ([name]: readonly [string, string]): boolean => found?.[name]?.good.length !== 0;
  const kept = (some: Wheres["own"]): Wheres["own"] => Object.fromEntries(Object.entries(some).filter(isLeft));
  return { own: kept(given.own), typed: kept(given.typed) };
}
