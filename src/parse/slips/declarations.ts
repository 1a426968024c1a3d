/** Declarations as other languages begin them. */
import type { IToken } from "chevrotain";
import { isA, K, Name, Num, P, ReservedWord, Str, Word } from "../../../grammar/tokens.ts";
import { G106 } from "../../diagnostics/catalogue/g1.ts";
import { depthChange } from "../brackets.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { removed, replaced, rewritten, spanOfRun } from "./repairs.ts";
import type { Slip } from "./slips.ts";

/** `let`, `const`, `readonly`, `private` before a field or a member. */
const fieldModifier: Slip = (place) => {
  const { tokens, at, rule } = place;
  const inside = ["state", "field", "objectType", "member"].includes(rule);
  if (!inside) return undefined;
  // A member may have any name, so that the word was read as one and the mistake shows at the next.
  for (const index of [at, at - 1]) {
    const token = tokens[index];
    if (
      token &&
      /^(?:let|const|var|readonly|private|public|protected|static)$/.test(token.image) &&
      isOneOf(tokens[index + 1], Word)
    )
      return removed(
        place,
        index,
        index + 1,
        rule === "state" || rule === "field" ? "before a field" : "before a member",
      );
  }
  return undefined;
};

/** `export type`, `export default graph`. */
const exported: Slip = (place) => {
  const { found, tokens, at } = place;
  if (found?.image !== "export") return undefined;
  return removed(
    place,
    at,
    tokens[at + 1]?.image === "default" ? at + 2 : at + 1,
    "before a declaration: all of them are exported",
  );
};

/** `interface X { }`. */
const interfaces: Slip = (place) => {
  const { found, tokens, at, rule } = place;
  if (rule !== "file" || !found || !isOneOf(tokens[at + 1], Name) || !isOneOf(tokens[at + 2], P.LCurly))
    return undefined;
  if (!/^(?:interface|class|struct|record)$/.test(found.image)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: K.type, meant: "type" });
};

/** `const x = …` among the statements of a graph. */
const constants: Slip = (place) => {
  const { found, tokens, at, rule } = place;
  if (rule !== "body" || !found || !/^(?:const|var|val|def)$/.test(found.image) || !isOneOf(tokens[at + 2], P.Equals))
    return undefined;
  return replaced(place, { from: at, to: at + 1, type: K.let, meant: "let" });
};

const foreign: Readonly<Record<string, string>> = {
  function: 'functions are written in TypeScript and imported: `import { name } from "./file.ts"`',
  async: 'functions are written in TypeScript and imported: `import { name } from "./file.ts"`',
  def: 'functions are written in TypeScript and imported: `import { name } from "./file.ts"`',
  enum: 'write a union of literals: `type Name = "a" | "b"`',
  class: "write `type Name { … }` for data; classes are written in TypeScript and imported",
  const: "constants are written in TypeScript and imported; `let name = …` names an expression inside a graph",
  var: "constants are written in TypeScript and imported; `let name = …` names an expression inside a graph",
  let: "`let name = …` names an expression inside a graph",
  if: "conditions are branches of the flow: `a -> when { condition -> b, else -> c }`",
  for: "a loop over a list is a group: `[node(item) for item in list]`; other loops are edges back to a node",
  while:
    "a loop is an edge back to a node, with a branch that leaves it: `check -> when { done -> end, else -> work }`",
  return: "a node's result is its update: `node name => { field: value }`",
  interface: "write `type Name { … }`; a type cannot extend another",
};

/** `enum Mood { happy, sad }`. */
const enumeration: Slip = (place) => {
  const { found, tokens, at, rule } = place;
  const [name, open] = [tokens[at + 1], tokens[at + 2]];
  if (rule !== "file" || found?.image !== "enum" || !name || !isA(name.tokenType, Name) || !isOneOf(open, P.LCurly))
    return undefined;
  const values: string[] = [];
  let to = at + 3;
  for (; isOneOf(tokens[to], Word); to = isOneOf(tokens[to], P.Comma) ? to + 1 : to) {
    const { image } = tokens[to++] as IToken;
    const isGiven = isOneOf(tokens[to], P.Equals);
    if (isGiven && !isOneOf(tokens[to + 1], Str, Num)) return undefined;
    values.push(isGiven ? (tokens[to + 1] as IToken).image : `"${image}"`);
    if (isGiven) to += 2;
  }
  if (values.length === 0 || !isOneOf(tokens[to], P.RCurly)) return undefined;
  const span = spanOfRun(place, at, to + 1);
  const meant = `type ${name.image} = ${values.join(" | ")}`;
  const literals = values.flatMap((value, i) => [
    ...(i === 0 ? [] : [addedToken(P.Pipe, "|", span)]),
    addedToken(/^["']/.test(value) ? Str : Num, value, span),
  ]);
  return {
    message: G106.notHere({
      written: found.image,
      help: `write \`${meant}\``,
    }),
    span: spanOfToken(found),
    fixes: [{ title: `write \`${meant}\``, safe: false, edits: [{ span, text: meant }] }],
    edits: [
      {
        from: at,
        to: to + 1,
        put: [addedToken(K.type, "type", span), name, addedToken(P.Equals, "=", span), ...literals],
      },
    ],
  };
};

/** A whole construct of another language: it is left out. */
const construct: Slip = (place) => {
  const { found, before, tokens, at, rule, layout } = place;
  const starts = rule === "file" || rule === "body" || before?.image === "async";
  if (
    !found ||
    !starts ||
    !(at === 0 || layout.isFirst(found) || before?.image === "async") ||
    !Object.hasOwn(foreign, found.image)
  )
    return undefined;
  const from = before?.image === "async" && layout.line(before) === layout.line(found) ? at - 1 : at;
  let to = at + 1;
  let depth = depthChange(found.tokenType);
  for (; to < tokens.length; to++) {
    const token = tokens[to] as IToken;
    if (depth === 0 && layout.isFirst(token) && layout.indent(token) <= layout.indent(found)) break;
    depth += depthChange(token.tokenType);
    if (depth < 0) break;
  }
  const message = G106.notHere({ written: found.image, help: foreign[found.image] as string });
  return { message, span: spanOfToken(found), edits: [{ from, to, put: [] }], loses: true };
};

/** `name: string?`. */
const optionalType: Slip = (place) => {
  const { found, tokens, at, marks } = place;
  const item = marks.findLast(({ rule }) => rule === "field" || rule === "member" || rule === "parameter");
  const start = item ? tokens.indexOf(item.token) : at - 3;
  const colon = tokens.findLastIndex((token, i) => i >= start && i < at && token.tokenType === P.Colon);
  const name = tokens[colon - 1];
  if (
    found?.tokenType !== P.Question ||
    colon === at - 1 ||
    tokens.slice(colon + 1, at).some(({ tokenType }) => tokenType === P.Equals) ||
    place.layout.isFirst(found) ||
    colon < 1 ||
    !name ||
    !isA(name.tokenType, Word)
  )
    return undefined;
  const { end } = spanOfToken(name);
  const span = spanOfToken(found);
  const edits = [
    { span: { start: end, end }, text: "?" },
    { span, text: "" },
  ];
  return {
    message: G106.optionalType({ name: name.image }),
    span,
    fixes: [{ title: `write \`${name.image}?:\``, safe: true, edits }],
    edits: [
      { from: at, to: at + 1, put: [] },
      { from: colon, to: colon, put: [addedToken(P.Question, "?", { start: end, end })] },
    ],
  };
};

/** `type T = "a" "b"`, `kind: "a" or "b"`: texts of a union without their sign. */
const union: Slip = (place) => {
  const { found, before, tokens, at, rule } = place;
  const isWritten = !isOneOf(found, Str);
  const head = tokens[at - 2];
  if (!found || !isOneOf(before, Str) || !["file", "state", "objectType"].includes(rule)) return undefined;
  if (isWritten && !(/^(?:or|\|\||,)$/.test(found.image) && isOneOf(tokens[at + 1], Str))) return undefined;
  if (!isOneOf(head, P.Pipe, ...(rule === "file" ? [P.Equals] : [P.Colon]))) return undefined;
  const values = [before as IToken];
  let to = at;
  for (let next = to; isOneOf(tokens[isWritten ? next + 1 : next], Str); next = to) {
    if (isWritten && tokens[next]?.image !== found.image) break;
    to = isWritten ? next + 2 : next + 1;
    values.push(tokens[to - 1] as IToken);
  }
  const span = spanOfRun(place, at - 1, to);
  const meant = values.map(({ image }) => image).join(" | ");
  const put = values.flatMap((value, i) => (i === 0 ? [value] : [addedToken(P.Pipe, "|", span), value]));
  return rewritten(place, { from: at - 1, to, meant, put, safe: false });
};

/** `readonly string[]`. */
const readonlyType: Slip = (place) => {
  const { tokens, at } = place;
  // Where a type ends, the next word was read as the name of what follows.
  const index = [at - 1, at - 2].find(
    (i) => tokens[i]?.image === "readonly" && isOneOf(tokens[i - 1], P.Colon, P.Equals),
  );
  if (index === undefined || !isOneOf(tokens[index + 1], Name, P.LBracket, P.LCurly)) return undefined;
  return removed(place, index, index + 1, "before a type: everything is readonly");
};

/** `case "a":`, `default:`, `"a": target`, `_ ->`, `else if`. */
const arms: Slip = (place) => {
  const { found, before, tokens, at, rule, wanted } = place;
  if (!found) return undefined;
  if (rule === "match" && found.tokenType === ReservedWord && found.image === "case")
    return removed(place, at, at + 1, "before a pattern");
  if (rule === "match" && /^(?:default|_)$/.test(found.image))
    return replaced(place, { from: at, to: at + 1, type: K.else, meant: "else" });
  if (wanted === P.Arrow && rule.endsWith("Arm") && found.tokenType === P.Colon) {
    const repair = replaced(place, { from: at, to: at + 1, type: P.Arrow, meant: "->" });
    // Where an arrow follows, it may as well stand for an operator of the condition.
    const isGuess = rule === "whenArm" && before?.tokenType !== K.else && isOneOf(tokens[at + 2], P.Arrow);
    return isGuess ? { ...repair, fixes: [] } : repair;
  }
  if (found.tokenType === K.if && before?.tokenType === K.else && isOneOf(tokens[at - 1], K.else))
    return removed(place, at - 1, at + 1, "before a condition");
  if (rule === "when" && found.tokenType === K.if) return removed(place, at, at + 1, "before a condition");
  return undefined;
};

/** `graph G = {`. */
const assignedBlock: Slip = (place) => {
  const { found, tokens, at, rule, wanted } = place;
  if (
    rule !== "graph" ||
    wanted !== P.LCurly ||
    !isOneOf(found, P.Equals, P.Colon) ||
    !isOneOf(tokens[at + 1], P.LCurly)
  )
    return undefined;
  return removed(place, at, at + 1, "before the block of a graph");
};

/** `edge a -> b`. */
const edgeWord: Slip = (place) => {
  const { before, found, at, wanted, layout } = place;
  if (wanted !== P.Arrow || !before || !isOneOf(found, Name) || !/^(?:edge|flow)$/.test(before.image)) return undefined;
  return layout.isFirst(before) ? removed(place, at - 1, at, "before an edge") : undefined;
};

export const declarations: readonly Slip[] = [
  ...[
    fieldModifier,
    exported,
    interfaces,
    constants,
    enumeration,
    construct,
    union,
    readonlyType,
    optionalType,
    arms,
    assignedBlock,
    edgeWord,
  ],
];
