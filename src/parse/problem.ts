import type { IParserErrorMessageProvider, IToken, TokenType } from "chevrotain";
import { isA, P } from "../../grammar/tokens.ts";

/** Why the grammar stopped: the rule it was in, and what it would have taken. */
export interface Problem {
  readonly rule: string;
  /** The token that it wanted; `undefined` where one of several things could have followed. */
  readonly wanted: TokenType | undefined;
  /** How many tokens behind the reported one the text stops making sense: 1 where the first of two that decide still fits. */
  readonly ahead: 0 | 1;
  /** Whether a token that fits is a word of the language, and not just some name. */
  readonly certain: boolean;
}

/**
 * Keeps what Chevrotain tells of the error, for our own words; its texts are never shown. The parser stops at its first error, so there is one
 * problem at a time.
 */
class Problems implements IParserErrorMessageProvider {
  last: Problem | undefined;

  #keep(rule: string, wanted?: TokenType): string {
    this.last = { rule, wanted, ahead: 0, certain: true };
    return rule;
  }

  buildMismatchTokenMessage(options: {
    expected: TokenType;
    actual: IToken;
    previous: IToken;
    ruleName: string;
  }): string {
    return this.#keep(options.ruleName, options.expected);
  }

  buildNotAllInputParsedMessage(options: { firstRedundant: IToken; ruleName: string }): string {
    return this.#keep(options.ruleName);
  }

  buildNoViableAltMessage(options: {
    expectedPathsPerAlt: TokenType[][][];
    actual: IToken[];
    ruleName: string;
  }): string {
    const { expectedPathsPerAlt, actual, ruleName } = options;
    const head = actual[0]?.tokenType;
    const begun = expectedPathsPerAlt.map((paths) => paths.filter(([first]) => first && head && isA(head, first)));
    const exact = begun.find((paths) => paths.some(([first]) => first === head));
    const [path] = exact ?? begun.find((paths) => paths.length > 0) ?? [];
    const next = path?.[1];
    if (!head || !next) return this.#keep(ruleName);
    const several = exact && new Set(exact.map(([, second]) => second)).size > 1;
    // What is not a word of the language is the name of a node, which an arrow follows.
    const wanted = several ? undefined : exact ? next : P.Arrow;
    this.last = { rule: exact ? (head.LABEL ?? ruleName) : "edge", wanted, ahead: 1, certain: exact !== undefined };
    return ruleName;
  }

  buildEarlyExitMessage(options: { actual: IToken[]; previous: IToken; ruleName: string }): string {
    return this.#keep(options.ruleName);
  }
}

export const problems = new Problems();
