/** Compiles texts up to the checks, and shows findings the way a test reads them. */
import { bind, type ParsedFile } from "../../../src/bind/bind.ts";
import type { GraphSymbol, Module } from "../../../src/bind/symbols.ts";
import { check } from "../../../src/check/check.ts";
import type { Typing } from "../../../src/check/typing.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { parse } from "../../../src/parse/parse.ts";
import { typeToString } from "../../../src/types/print.ts";

export interface Analysed {
  readonly modules: readonly Module[];
  readonly typings: readonly Typing[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Analyses texts by their paths, of which the first is the one that is looked at. */
export function analyse(texts: Readonly<Record<string, string>>): Analysed {
  const parsed = Object.entries(texts).map(([path, text]) => ({ source: { path, text }, ...parse({ path, text }) }));
  const files = parsed.map((one): ParsedFile => {
    const source = one.source;
    return { source, ast: one.file };
  });
  const bound = bind(files, (specifier) => files.find(({ source }) => `./${source.path}` === specifier));
  const checked = bound.modules.map(check);
  const diagnostics = [...parsed, bound, ...checked].flatMap((phase) => phase.diagnostics);
  return { modules: bound.modules, typings: checked.map(({ typing }) => typing), diagnostics };
}

/** `CODE at "text": message (help)`. */
export function show({ code, source, span, message, help }: Diagnostic): string {
  const text = source.text.slice(span.start, span.end).replaceAll(/\s+/g, " ");
  return `${code} at ${text}: ${message}${help === undefined ? "" : ` (${help})`}`;
}

/** What is said of a text, or of several. */
export function findings(text: string | Readonly<Record<string, string>>): readonly string[] {
  return analyse(typeof text === "string" ? { "test.graph": text } : text).diagnostics.map(show);
}

/** The graph of a text in which nothing is wrong. */
export function graphOf(text: string): GraphSymbol {
  const { modules, diagnostics } = analyse({ "test.graph": text });
  const graph = modules[0]?.graphs.at(-1);
  if (!graph || diagnostics.length > 0) throw new Error(diagnostics.map(show).join("\n"));
  return graph;
}

/** The fields that expressions in tests may use, all of them inputs. */
const fields = `
    input text: string
    input word?: string
    input n: int
    input maybe?: int
    input x: number
    input big: bigint
    input flag: boolean
    input mightBe?: boolean
    input day: date
    input raw: json
    input kind: "a" | "b"
    input kinds: ("a" | "b")[]
    input names: string[]
    input numbers: int[]
    input person: Person
    input friend?: Person
    input people: Person[]
    input ages: Record<string, int>
    input shape: Shape
    input pair: [string, int]
    input foreign: Foreign`;

const declarations = `import type { Foreign } from "./foreign.ts"
type Person { name: string, age?: int, mood: "good" | "bad", tags: string[], home?: { street: string, zip?: string } }
type Shape = { form: "circle", radius: number } | { form: "box", sides: [number, number] }
`;

/** A graph in which an expression is the value of a `let`. */
function around(expression: string): string {
  return `${declarations}
graph Test {
  state {${fields}
    output out: json = null
    output log: string[] = [] reduce append
  }
  let it = ${expression}
  node use { writes out }
  start -> when { it == null -> use -> end  else -> end }
}
`;
}

/** The type of an expression over the fields above; throws if anything is wrong with it. */
export function typeOf(expression: string): string {
  const { modules, typings, diagnostics } = analyse({ "test.graph": around(expression) });
  const graph = modules[0]?.graphs[0];
  const value = graph?.lets.get("it")?.value;
  const type = value && typings[0]?.types.get(value);
  const wrong = diagnostics.filter(isOfLet);
  if (!type || wrong.length > 0) throw new Error(`${expression}: ${wrong.map(show).join("\n")}`);
  return typeToString(type);
}

/** What is wrong with an expression over the fields above. */
export function mistakes(expression: string): readonly string[] {
  return analyse({ "test.graph": around(expression) })
    .diagnostics.filter(isOfLet)
    .map(show);
}

function isOfLet({ source, span }: Diagnostic): boolean {
  return span.start >= source.text.indexOf("let it =") && span.start < source.text.indexOf("node use");
}
