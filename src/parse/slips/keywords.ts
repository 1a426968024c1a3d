/** Words of the language, misspelt or as another language has them. */
import type { TokenType } from "chevrotain";
import { Identifier, isA, K, Name, NodeName, Num, P, ReservedWord, Str, Word } from "../../../grammar/tokens.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { G106 } from "../../diagnostics/catalogue/g1.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { removed, replaced, spanOfRun } from "./repairs.ts";
import type { Place, Slip } from "./slips.ts";

type Words = Readonly<Record<string, TokenType>>;

const beforeName: Words = { node: K.node, ask: K.ask, let: K.let, interrupt: K.interrupt };
const beforeBlock: Words = { state: K.state, context: K.context, events: K.events, defaults: K.defaults };
const beforeNumber: Words = { limit: K.limit, version: K.version, migrate: K.migrate };
const ofFile: Words = { import: K.import, type: K.type, graph: K.graph };
const ofOptions: Words = {
  ...{ reads: K.reads, writes: K.writes, retry: K.retry, timeout: K.timeout, cache: K.cache, asks: K.asks },
  ...{ show: K.show, in: K.in },
};
/** The options that a block follows. */
const ofOptionBlocks: Words = { retry: K.retry, show: K.show, in: K.in };

/** What others call the same. */
const synonyms: Readonly<Record<string, string>> = {
  ...{ step: "node", task: "node", agent: "node", tool: "node", human: "ask", approval: "ask" },
  ...{ inputs: "reads", input: "reads", outputs: "writes", output: "writes", retries: "retry", event: "events" },
  ...{ flow: "graph", workflow: "graph", config: "context", fields: "state", options: "defaults" },
};

/** What others call the same where a block follows. */
const blockSynonyms: Readonly<Record<string, string>> = { input: "in", inputs: "in", with: "in", payload: "show" };

function meantBy(written: string, words: Words): string | undefined {
  const others = words === ofOptionBlocks ? blockSynonyms : synonyms;
  const synonym = Object.hasOwn(others, written) ? others[written] : undefined;
  if (synonym !== undefined && Object.hasOwn(words, synonym)) return synonym;
  return suggest(written, Object.keys(words));
}

/** Reads a word as the one of some that it most likely is. */
function readAs(place: Place, index: number, words: Words): ReturnType<Slip> {
  const word = meantBy(place.tokens[index]?.image ?? "", words);
  const type = word === undefined ? undefined : words[word];
  return word !== undefined && type ? replaced(place, { from: index, to: index + 1, type, meant: word }) : undefined;
}

/** `nod a => { … }`, `sate { … }`, `limt 3 steps`. */
const statementWord: Slip = (place) => {
  const { before, found, at, rule, tokens, wanted, marks } = place;
  if (!before || !found || (rule !== "edge" && rule !== "body") || wanted !== P.Arrow) return undefined;
  if (!isA(before.tokenType, Identifier) || marks.findLast((mark) => mark.rule === "statement")?.token !== before)
    return undefined;
  if (isOneOf(found, P.LCurly)) return readAs(place, at - 1, beforeBlock);
  if (isA(found.tokenType, Num)) return readAs(place, at - 1, beforeNumber);
  // Where an arrow follows the second name, it is an arrow that is missing between the two.
  return isOneOf(found, Word) && !isOneOf(tokens[at + 1], P.Arrow, P.Comma)
    ? readAs(place, at - 1, beforeName)
    : undefined;
};

/** `grahp G { … }`, `tpye T = …`, `improt { … }`. */
const declarationWord: Slip = (place) => {
  const { found, at, rule, tokens } = place;
  if (rule !== "file" || !found || !isA(found.tokenType, Identifier)) return undefined;
  const named = isOneOf(tokens[at + 1], Name) && isOneOf(tokens[at + 2], P.LCurly, P.Equals);
  return named || isOneOf(tokens[at + 1], P.LCurly) ? readAs(place, at, ofFile) : undefined;
};

/** `node a { read x }`, `node a = Other { input { query: q } }`. */
const optionWord: Slip = (place) => {
  const { found, before, at, rule, tokens } = place;
  if (
    rule !== "nodeOptions" ||
    !found ||
    found.image === before?.image ||
    !isOneOf(found, Word) ||
    !isOneOf(tokens[at + 1], Word, Num, P.LCurly)
  )
    return undefined;
  return readAs(place, at, isOneOf(tokens[at + 1], P.LCurly) ? ofOptionBlocks : ofOptions);
};

/** `reads reads a`: the second was read as a name. */
const optionTwice: Slip = (place) => {
  const { before, at, rule, tokens } = place;
  if (rule !== "nodeOptions" || before?.image !== tokens[at - 2]?.image || !isOneOf(before, K.reads, K.writes))
    return undefined;
  return removed(place, at - 1, at, "twice");
};

/** `a -> switch kind { … }`. */
const switchWord: Slip = (place) => {
  const { found, at, tokens, rule } = place;
  if (found?.image !== "switch" || rule !== "step" || isOneOf(tokens[at + 1], P.Arrow)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: K.match, meant: "match" });
};

/** `a onError -> b`. */
const onError: Slip = (place) => {
  const { found, at, wanted } = place;
  if (!found || wanted !== P.Arrow || !/^(?:on_?error|catch|onFailure|except)$/i.test(found.image)) return undefined;
  const span = spanOfToken(found);
  const put = [addedToken(K.on, "on", span), addedToken(K.error, "error", span)];
  return {
    ...replaced(place, { from: at, to: at + 1, type: K.on, meant: "on error" }),
    edits: [{ from: at, to: at + 1, put }],
  };
};

/** `a on eror -> b`, `a on failure -> b`. */
const errorWord: Slip = (place) => {
  const { found, before, at, tokens } = place;
  if (before?.tokenType !== K.on || !found || !isOneOf(found, Word) || !isOneOf(tokens[at + 1], P.Arrow))
    return undefined;
  const safe = suggest(found.image, ["error"]) !== undefined;
  return replaced(place, { from: at, to: at + 1, type: K.error, meant: "error", safe });
};

/** `a(x) for x in xs where x > 0`. */
const filterWord: Slip = (place) => {
  const { found, at, rule, afterExpression } = place;
  if (rule !== "group" || !afterExpression || !isOneOf(found, K.where, K.when)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: K.if, meant: "if" });
};

/** `a(x) for x of xs`. */
const inWord: Slip = (place) => {
  const { found, at, wanted } = place;
  if (wanted !== K.in || found?.image !== "of") return undefined;
  return replaced(place, { from: at, to: at + 1, type: K.in, meant: "in" });
};

/** `node a, b`. */
const severalNodes: Slip = (place) => {
  const { found, at, tokens, rule } = place;
  if (found?.tokenType !== P.Comma || rule !== "body" || tokens[at - 2]?.tokenType !== K.node) return undefined;
  if (!isOneOf(tokens[at + 1], NodeName) || isOneOf(tokens[at + 2], P.Arrow)) return undefined;
  const repair = replaced(place, { from: at, to: at + 1, type: K.node, meant: "node" });
  const edits = [{ span: repair.span, text: " node" }];
  return { ...repair, fixes: [{ title: "write `node`", safe: true, edits }] };
};

/** `retry 3 times`. */
const times: Slip = (place) => {
  const { found, before, at } = place;
  if (!found || !before || !isA(before.tokenType, Num) || !/^(?:times|attempts|x)$/.test(found.image)) return undefined;
  return removed(place, at, at + 1, "behind the number");
};

/** `match kind { x -> … }`. */
const barePattern: Slip = (place) => {
  const { found, at, tokens, rule } = place;
  if (rule !== "match" && rule !== "matchArm") return undefined;
  if (!found || !isOneOf(found, Word) || isA(found.tokenType, ReservedWord)) return undefined;
  if (/^(?:default|_|else)$/.test(found.image)) return undefined;
  if (!isOneOf(tokens[at + 1], P.Arrow, P.Comma, P.Colon, P.FatArrow)) return undefined;
  const span = spanOfRun(place, at, at + 1);
  const quoted = `"${found.image}"`;
  const literal = isA(found.tokenType, Identifier);
  return {
    message: G106.barePattern({ name: found.image }),
    span,
    fixes: literal ? [{ title: `write \`${quoted}\``, safe: false, edits: [{ span, text: quoted }] }] : [],
    edits: [{ from: at, to: at + 1, put: [addedToken(Str, quoted, span)] }],
  };
};

export const keywords: readonly Slip[] = [
  ...[
    statementWord,
    declarationWord,
    optionTwice,
    optionWord,
    switchWord,
    onError,
    errorWord,
    filterWord,
    inWord,
    severalNodes,
    times,
    barePattern,
  ],
];
