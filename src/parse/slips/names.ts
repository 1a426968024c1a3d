/** Words that are no names, and names that are no words. */
import { Identifier, isA, Name, NodeName, P, ReservedWord, Str, Word } from "../../../grammar/tokens.ts";
import { G105, G106 } from "../../diagnostics/catalogue/g1.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import type { Place, Repair, Slip } from "./slips.ts";

const nodeRules = new Set(["edge", "source", "step", "target", "choice", "choices", "interrupt"]);

function wantsName({ wanted, rule }: Place): boolean {
  return wanted === Name || wanted === NodeName || (wanted === undefined && nodeRules.has(rule));
}

function asName(place: Place, index: number): Pick<Repair, "span" | "edits"> {
  const token = place.tokens[index];
  if (!token) throw new Error("there is no such token: this is a bug of graphc");
  const span = spanOfToken(token);
  const put = [addedToken(Identifier, token.image.replace(/^["']|["']$/g, ""), span)];
  return { span, edits: [{ from: index, to: index + 1, put }] };
}

/** A reserved word where a name is given. */
const reserved: Slip = (place) => {
  const { found, at, wanted, misnamed } = place;
  if (!found || (wanted !== Name && wanted !== NodeName) || !isA(found.tokenType, Word)) return undefined;
  const word = found.image;
  if (misnamed.has(word)) return undefined;
  const flowWord = isA(found.tokenType, Name);
  if (place.rule === "node" || place.rule === "ask") misnamed.add(word);
  return {
    ...asName(place, at),
    message: flowWord ? G105.flowWord({ word }) : G105.reserved({ word }),
    tentative: true,
  };
};

/** The name of a node that has been reported as reserved, used in the flow. */
const known: Slip = (place) => {
  for (const index of [place.at, place.at - 1]) {
    const token = place.tokens[index];
    if (token && place.misnamed.has(token.image) && token.tokenType !== Identifier) return asName(place, index);
  }
  return undefined;
};

/** `"name"` for a name. */
const quoted: Slip = (place) => {
  const { found, at } = place;
  if (!found || found.tokenType !== Str || !(wantsName(place) || place.rule === "body")) return undefined;
  // It begins the next arm: what stands before it lacks its target.
  if (place.layout.isFirst(found) && isOneOf(place.before, P.Arrow) && isOneOf(place.tokens[at + 1], P.Arrow, P.Comma))
    return undefined;
  const name = found.image.slice(1, -1);
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return undefined;
  const { span, edits } = asName(place, at);
  const fixes = [{ title: `write \`${name}\``, safe: true, edits: [{ span, text: name }] }];
  return { span, edits, message: G106.quotedName({ name }), fixes };
};

/** A reserved word as the name of a field. */
const reservedField: Slip = (place) => {
  const { found, at, rule, tokens } = place;
  if (rule !== "state" || !found || isA(found.tokenType, Name) || !isA(found.tokenType, Word)) return undefined;
  if (!isOneOf(tokens[at + 1], P.Colon, P.Question)) return undefined;
  return { ...asName(place, at), message: G105.reserved({ word: found.image }) };
};

/** A reserved word as a source or a target, where several things could follow. */
const reservedSource: Slip = (place) => {
  const { found, at, wanted } = place;
  if (!found || wanted !== undefined || found.tokenType !== ReservedWord || !nodeRules.has(place.rule))
    return undefined;
  return { ...asName(place, at), message: G105.reserved({ word: found.image }) };
};

export const names: readonly Slip[] = [known, reserved, reservedField, quoted, reservedSource];
