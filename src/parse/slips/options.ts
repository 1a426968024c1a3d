/** Options and settings written like the keys of an object. */
import { BadNum, Duration, isA, K, Name, Num, P } from "../../../grammar/tokens.ts";
import { G101, G103 } from "../../diagnostics/catalogue/g1.ts";
import { addedToken, isAdded, spanOfToken } from "../token.ts";
import { isOneOf } from "../starts.ts";
import { removed, replaced, rewritten, spanOfRun } from "./repairs.ts";
import type { Slip } from "./slips.ts";

const optionRules = new Set([
  ...["reads", "writes", "writtenField", "retry", "timeout", "cache", "asks", "in", "show", "retrySetting"],
  ...["limit", "version", "interrupt", "defaults", "state", "context", "events", "objectType", "nodeOptions", "type"],
]);
const heads = new Set<unknown>([
  ...[K.reads, K.writes, K.retry, K.timeout, K.cache, K.asks, K.in, K.show, K.attempts, K.delay, K.factor, K.maxDelay],
  ...[K.on, K.limit, K.version, K.interrupt, K.defaults, K.state, K.context, K.events, K.before, K.after],
]);

const blocks = new Set<unknown>([K.state, K.context, K.events, K.defaults]);

/** `timeout: 30s`, `retry = 3`, `state: {`. */
const assigned: Slip = (place) => {
  const { found, before, at, tokens } = place;
  if (!found || !before || ![P.Colon, P.Equals].includes(found.tokenType)) return undefined;
  if (!heads.has(before.tokenType)) return undefined;
  if (blocks.has(before.tokenType) && tokens[at + 1]?.image !== "{") return undefined;
  return removed(place, at, at + 1, `behind \`${before.image}\``);
};

/** `reads [a, b]`. */
const bracketed: Slip = (place) => {
  const { found, at, tokens, rule } = place;
  if (found?.tokenType !== P.LBracket || !optionRules.has(rule) || rule === "objectType") return undefined;
  const close = tokens.findIndex((token, i) => i > at && token.tokenType === P.RBracket);
  const closer = tokens[close];
  if (!closer) return undefined;
  // What a list without its end and without names was to hold is not known.
  if (isAdded(closer) && close === at + 1)
    return { span: spanOfToken(found), edits: [{ from: at - 1, to: close + 1, put: [] }] };
  const repair = removed(place, at, at + 1, "around the names of a list");
  const end = spanOfToken(closer);
  const title = "remove the brackets";
  return {
    ...repair,
    fixes: [
      {
        title,
        safe: true,
        edits: [
          { span: repair.span, text: "" },
          { span: end, text: "" },
        ],
      },
    ],
    edits: [...repair.edits, { from: close, to: close + 1, put: [] }],
  };
};

/** `show a, b`. */
const shownNames: Slip = (place) => {
  const { found, at, tokens, rule } = place;
  if (rule !== "nodeOptions" || !isOneOf(found, P.Comma) || tokens[at - 2]?.tokenType !== K.show) return undefined;
  let to = at;
  while (isOneOf(tokens[to], P.Comma) && isOneOf(tokens[to + 1], Name)) to += 2;
  if (to === at || !isOneOf(tokens[at - 1], Name)) return undefined;
  const span = spanOfRun(place, at - 1, to);
  const meant = `{ ${place.text.slice(span.start, span.end)} }`;
  const put = [addedToken(P.LCurly, "{", span), ...tokens.slice(at - 1, to), addedToken(P.RCurly, "}", span)];
  return rewritten(place, { from: at - 1, to, meant, put, safe: false });
};

/** `writes retry 2`: the word behind was read as the name of a field. */
const withoutNames: Slip = ({ found, at, tokens, rule }) => {
  const head = tokens[at - 2];
  if (rule !== "nodeOptions" || !isOneOf(found, Num, Duration) || !isOneOf(head, K.reads, K.writes)) return undefined;
  if (!head || !isOneOf(tokens[at - 1], K.retry, K.timeout, K.cache)) return undefined;
  const message = G101.incomplete({ sign: "a field", behind: `\`${head.image}\`` });
  return { message, span: spanOfToken(head), edits: [{ from: at - 2, to: at - 1, put: [] }], loses: true };
};

/** A number that has been reported as a bad duration, where a duration is wanted. */
const badDuration: Slip = ({ found, at, wanted }) => {
  if (found?.tokenType !== BadNum || wanted !== Duration) return undefined;
  const span = spanOfToken(found);
  return { span, edits: [{ from: at, to: at + 1, put: [addedToken(Duration, found.image, span)] }] };
};

/** `timeout 30`. */
const withoutUnit: Slip = (place) => {
  const { found, at, wanted } = place;
  if (!found || wanted !== Duration || !isA(found.tokenType, Num)) return undefined;
  const message = G103.noUnit({ text: found.image });
  return replaced(place, { from: at, to: at + 1, type: Duration, meant: `${found.image}s`, message, safe: false });
};

/** `timeout 30 seconds`. */
const wordedUnit: Slip = (place) => {
  const { found, at, tokens, wanted } = place;
  const unit = tokens[at + 1]?.image ?? "";
  if (!found || wanted !== Duration || !isA(found.tokenType, Num)) return undefined;
  const short = /^(?:milliseconds?|millis)$/.test(unit)
    ? "ms"
    : /^(second|minute|hour|day|sec|min)s?$/.exec(unit)?.[1]?.[0];
  if (short === undefined) return undefined;
  const meant = found.image + short;
  const message = G103.duration({ text: `${found.image} ${unit}`, mended: meant });
  return replaced(place, { from: at, to: at + 2, type: Duration, meant, message });
};

/** `limit 100`. */
const steps: Slip = (place) => {
  const { at, before, wanted } = place;
  if (wanted !== K.steps || !before) return undefined;
  const { end } = spanOfToken(before);
  const span = { start: end, end };
  return {
    message: G101.incomplete({ sign: "`steps`", behind: `\`limit ${before.image}\`` }),
    span: spanOfToken(before),
    fixes: [{ title: "add `steps`", safe: true, edits: [{ span, text: " steps" }] }],
    edits: [{ from: at, to: at, put: [addedToken(K.steps, "steps", span)] }],
  };
};

export const options: readonly Slip[] = [
  ...[assigned, bracketed, shownNames, withoutNames, badDuration, wordedUnit, withoutUnit, steps],
];
