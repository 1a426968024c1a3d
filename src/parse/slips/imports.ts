/** Imports as TypeScript and other languages write them. */
import type { IToken } from "chevrotain";
import { Identifier, isA, K, Name, P, Str } from "../../../grammar/tokens.ts";
import { G106 } from "../../diagnostics/catalogue/g1.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { rewritten, spanOfRun } from "./repairs.ts";
import type { Slip } from "./slips.ts";

/** `import x from "…"`, `import * as x from "…"`. */
const defaultImport: Slip = (place) => {
  const { found, before, tokens, at, wanted } = place;
  if (wanted !== P.LCurly || !found || !isOneOf(before, K.import, K.type)) return undefined;
  const star = found.tokenType === P.Star ? 2 : 0;
  const name = tokens[at + star];
  if (!name || !isA(name.tokenType, Name) || !isOneOf(tokens[at + star + 1], K.from)) return undefined;
  const to = at + star + 1;
  const span = spanOfRun(place, at, to);
  const meant = `{ ${name.image} }`;
  const put = [
    addedToken(P.LCurly, "{", span),
    addedToken(Identifier, name.image, span),
    addedToken(P.RCurly, "}", span),
  ];
  const written = `import ${place.text.slice(span.start, span.end)}`;
  const message = G106.instead({ written, meant: `import ${meant}` });
  return rewritten(place, { from: at, to, meant, put, message, safe: false });
};

/** `from "./file.ts" import a, b`. */
const fromFirst: Slip = (place) => {
  const { found, tokens, at, rule } = place;
  const [specifier, word] = [tokens[at + 1], tokens[at + 2]];
  if (rule !== "file" || found?.tokenType !== K.from || !specifier || word?.tokenType !== K.import) return undefined;
  let to = at + 3;
  while (isOneOf(tokens[to], Name) && isOneOf(tokens[to + 1], P.Comma)) to += 2;
  if (!isOneOf(tokens[to++], Name)) return undefined;
  const span = spanOfRun(place, at, to);
  const names = tokens.slice(at + 3, to);
  const isText = isA(specifier.tokenType, Str);
  const meant = `import { ${names
    .map(({ image }) => image)
    .join("")
    .replaceAll(",", ", ")} } from ${isText ? specifier.image : `"./${specifier.image}.ts"`}`;
  const put = [
    ...[word, addedToken(P.LCurly, "{", span), ...names, addedToken(P.RCurly, "}", span), found],
    isText ? specifier : addedToken(Str, `"./${specifier.image}.ts"`, spanOfToken(specifier)),
  ];
  return rewritten(place, { from: at, to, meant, put, safe: isText });
};

/** `import { type Model } from "…"`: what is a type stands in a statement of its own. */
const inlineType: Slip = (place) => {
  const { tokens, at, rule } = place;
  if (rule !== "import") return undefined;
  const from = tokens.findLastIndex((token, i) => i < at && token.tokenType === K.import);
  const close = tokens.findIndex((token, i) => i > from && token.tokenType === P.RCurly);
  if (from < 0 || close < at || !isOneOf(tokens[from + 1], P.LCurly) || !isOneOf(tokens[close + 2], Str))
    return undefined;
  const items = itemsOf(tokens.slice(from + 2, close));
  const isType = ([word, name]: readonly IToken[]): boolean => word?.tokenType === K.type && isOneOf(name, Name);
  const types = items.filter(isType).map((item) => item.slice(1));
  const values = items.filter((item) => !isType(item));
  if (types.length === 0 || !isType(items.find((item) => item.includes(tokens[at] as IToken)) ?? [])) return undefined;
  const span = spanOfRun(place, from, close + 3);
  const head = spanOfRun(place, from, from + 1);
  const [brace, end, ...source] = [tokens[from + 1], ...tokens.slice(close, close + 3)] as [
    IToken,
    IToken,
    ...IToken[],
  ];
  const statement = (list: readonly (readonly IToken[])[], word: readonly IToken[]): readonly IToken[] => {
    const names = list.flatMap((item, i) => (i === 0 ? item : [addedToken(P.Comma, ",", head), ...item]));
    return list.length === 0 ? [] : [tokens[from] as IToken, ...word, brace, ...names, end, ...source];
  };
  const put = [...statement(values, []), ...statement(types, [addedToken(K.type, "type", head)])];
  const write = (list: readonly (readonly IToken[])[], word: string): readonly string[] => {
    const names = list.map((item) => item.map(({ image }) => image).join(" ")).join(", ");
    return list.length === 0 ? [] : [`${word} { ${names} } from ${(source[1] as IToken).image}`];
  };
  const meant = [...write(values, "import"), ...write(types, "import type")];
  const typeWord = tokens.findIndex((token, i) => i > from && token.tokenType === K.type);
  return {
    message: G106.inlineType({ meant: meant.at(-1) as string }),
    span: spanOfRun(place, typeWord, typeWord + 2),
    fixes: [{ title: `write \`${meant.join(" ")}\``, safe: true, edits: [{ span, text: meant.join("\n") }] }],
    edits: [{ from, to: close + 3, put }],
  };
};

/** What commas separate. */
function itemsOf(tokens: readonly IToken[]): readonly (readonly IToken[])[] {
  const items: IToken[][] = [[]];
  for (const token of tokens) {
    if (token.tokenType === P.Comma) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items.filter((item) => item.length > 0);
}

export const imports: readonly Slip[] = [inlineType, defaultImport, fromFirst];
