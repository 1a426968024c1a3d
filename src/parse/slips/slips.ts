import type { IToken, TokenType } from "chevrotain";
import type { Mark } from "../../../grammar/parser.ts";
import type { Fix, Message } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../source/source.ts";
import type { Layout } from "../layout.ts";
import { arrows } from "./arrows.ts";
import { blocks, blockWord } from "./blocks.ts";
import { declarations } from "./declarations.ts";
import { fields } from "./fields.ts";
import { keywords } from "./keywords.ts";
import { imports } from "./imports.ts";
import { joinedNames, namesApart } from "./lists.ts";
import { method } from "./methods.ts";
import { missing } from "./missing.ts";
import { names } from "./names.ts";
import { operators } from "./operators.ts";
import { options } from "./options.ts";
import { separators } from "./separators.ts";

/** Where the grammar stopped. */
export interface Place {
  readonly text: string;
  readonly layout: Layout;
  readonly misnamed: Set<string>;
  readonly tokens: readonly IToken[];
  /** The index of the token that does not fit; the number of tokens where they end too early. */
  readonly at: number;
  readonly found: IToken | undefined;
  readonly before: IToken | undefined;
  /** The innermost rule. */
  readonly rule: string;
  /** What the rule wanted; `undefined` where one of several things could have followed. */
  readonly wanted: TokenType | undefined;
  /** What ends where the tokens do. */
  readonly whole: "file" | "declaration" | "statement";
  readonly afterExpression: boolean;
  readonly afterStep: boolean;
  /** The items around the place, the innermost last. */
  readonly marks: readonly Mark[];
}

/** A change of the tokens with which reading may get further. */
export interface Repair {
  /** Absent where the mistake has been reported already. */
  readonly message?: Message;
  readonly span: Span;
  readonly fixes?: readonly Fix[];
  readonly edits: readonly TokenEdit[];
  /** Taken even if reading then stops at the same token for another reason. Only a repair that removes tokens may be certain. */
  readonly certain?: boolean;
  /** Taken only if reading then gets well beyond the place: what is guessed here is often wrong. */
  readonly tentative?: boolean;
  /** Whether something is left out that may declare names. */
  readonly loses?: boolean;
}

export interface TokenEdit {
  readonly from: number;
  readonly to: number;
  readonly put: readonly IToken[];
}

/** Says what was probably meant at a place. It is tried out, so it may guess. */
export type Slip = (place: Place) => Repair | undefined;

/** The first that helps is taken: what is certain comes before what is likely. */
export const slips: readonly Slip[] = [
  blockWord,
  ...fields,
  ...blocks,
  method,
  ...joinedNames,
  ...operators,
  ...keywords,
  ...arrows,
  ...names,
  ...options,
  ...declarations,
  ...imports,
  ...separators,
  ...namesApart,
  ...missing,
];
