import type { IParserErrorMessageProvider, IToken, TokenType } from "chevrotain";

/** Why the grammar stopped: the rule it was in, and what it would have taken. */
export interface Problem {
  readonly rule: string;
  /** The token that it wanted; `undefined` where one of several things could have followed. */
  readonly wanted: TokenType | undefined;
}

/**
 * Keeps what Chevrotain tells of the error, for our own words; its texts are never shown. The parser stops at its first error, so there is one
 * problem at a time.
 */
class Problems implements IParserErrorMessageProvider {
  last: Problem | undefined;

  #keep(rule: string, wanted?: TokenType): string {
    this.last = { rule, wanted };
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

  buildNoViableAltMessage(options: { actual: IToken[]; previous: IToken; ruleName: string }): string {
    return this.#keep(options.ruleName);
  }

  buildEarlyExitMessage(options: { actual: IToken[]; previous: IToken; ruleName: string }): string {
    return this.#keep(options.ruleName);
  }
}

export const problems = new Problems();
