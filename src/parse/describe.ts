import type { IToken } from "chevrotain";
import { BigInteger, Duration, isA, Num, RegularExpression, Str, TemplateText, Tick } from "../../grammar/tokens.ts";

const longest = 30;

/** A token in a sentence: its text in backticks, or what it is where the text is long. */
export function describe({ tokenType, image }: IToken): string {
  const text = image.split(/[\n\r]/, 1)[0] as string;
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  if (isA(tokenType, Str)) return `the string ${shown}`;
  if (tokenType === Tick || tokenType === TemplateText) return "a template";
  if (tokenType === Duration) return `the duration \`${shown}\``;
  if (isA(tokenType, Num) || tokenType === BigInteger) return `the number \`${shown}\``;
  if (isA(tokenType, RegularExpression)) return "a regular expression";
  return `\`${shown}\``;
}
