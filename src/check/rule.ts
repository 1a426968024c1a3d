import type { Module } from "../bind/symbols.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Typing } from "./typing.ts";

/** What a rule may look at: one bound and typed file. */
export interface RuleContext {
  readonly module: Module;
  readonly typing: Typing;
  readonly report: Report;
}

/** One check of a whole file. A rule reports and returns nothing; it neither throws on a wrong text nor relies on what another rule reported. */
export type Rule = (context: RuleContext) => void;
