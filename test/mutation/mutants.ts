/** Texts that differ from a correct one in one token. */
import type * as ast from "../../src/ast/ast.ts";
import { lex } from "../../src/parse/lex.ts";
import { parse } from "../../src/parse/parse.ts";
import { spanOfToken } from "../../src/parse/token.ts";
import type { Span } from "../../src/source/source.ts";

export interface Mutant {
  /** What was done, for people: `deleted "->"`. */
  readonly what: string;
  readonly text: string;
  /** The declarations whose text was changed, where they stand now. */
  readonly changed: readonly Span[];
}

/** What stands in the way almost everywhere. */
const strangers = [
  "->",
  "{",
  "}",
  ")",
  "[",
  ":",
  ",",
  "42",
  '"text"',
  "30s",
  "match",
  "node",
  "state",
  "start",
  "?",
  "x1",
];

/** Numbers from 0 to below 1, always the same ones for a seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every token of a text deleted, doubled, moved, and replaced by another token of the text and by one of another kind. */
export function mutantsOf(text: string): readonly (() => Mutant)[] {
  const tokens = lex({ path: "", text }).tokens;
  const declarations = declarationsOf(text);
  const random = numbers(text.length);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const change = (what: string, edits: readonly Edit[]) => (): Mutant => mutate(text, what, edits, declarations);
  return tokens.flatMap((token, i) => {
    const span = spanOfToken(token);
    const { image } = token;
    const others = tokens.filter((one) => one.image !== image);
    const other = pick(others).image;
    const stranger = pick(strangers.filter((one) => one !== image));
    const target = spanOfToken(pick(tokens.filter((_, at) => at !== i && at !== i + 1))).start;
    return [
      change(`deleted ${image}`, [{ span, put: "" }]),
      change(`doubled ${image}`, [{ span: { start: span.end, end: span.end }, put: ` ${image}` }]),
      change(`wrote ${other} for ${image}`, [{ span, put: other }]),
      change(`wrote ${stranger} for ${image}`, [{ span, put: stranger }]),
      change(`moved ${image}`, [
        { span, put: "" },
        { span: { start: target, end: target }, put: `${image} ` },
      ]),
    ];
  });
}

interface Edit {
  readonly span: Span;
  readonly put: string;
}

function mutate(text: string, what: string, edits: readonly Edit[], declarations: readonly Span[]): Mutant {
  const inOrder = edits.toSorted((a, b) => a.span.start - b.span.start);
  const moved = (offset: number): number =>
    inOrder.reduce(
      (now, { span, put }) => (span.end <= offset ? now + put.length - (span.end - span.start) : now),
      offset,
    );
  const changed = declarations
    .filter((one) => edits.some(({ span }) => one.start <= span.start && span.start <= one.end))
    .map(({ start, end }) => ({ start: Math.min(start, moved(start)), end: moved(end) }));
  const result = inOrder
    .toReversed()
    .reduce((now, { span, put }) => now.slice(0, span.start) + put + now.slice(span.end), text);
  return { what, text: result, changed };
}

/** Imports, types, fields and the statements of graphs. */
function declarationsOf(text: string): readonly Span[] {
  const { file } = parse({ path: "", text });
  return file.declarations.flatMap((one) => (one.kind === "Graph" ? one.statements.flatMap(partsOf) : [one.span]));
}

function partsOf(statement: ast.Statement): readonly Span[] {
  return statement.kind === "StateBlock" ? statement.fields.map(({ span }) => span) : [statement.span];
}
