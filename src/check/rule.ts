import type { GraphSymbol, Module } from "../bind/symbols.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import type { Doubts } from "./flow/doubts.ts";
import type { Unwritten } from "./flow/unwritten.ts";
import type { Typing } from "./typing.ts";

/** What a rule may look at: one bound and typed file. */
export interface RuleContext {
  readonly module: Module;
  readonly typing: Typing;
  readonly report: Report;
  /** Whether no error was found in a stretch of the text so far. What seems unused may be what a mistake meant to use, so that its rules ask this and run last. */
  readonly isSound: (span: Span) => boolean;
  /** Whether a branch of a graph lacks an arm (G601), which may lead anywhere; asked for by rules of flow, which run behind those of branches. */
  readonly lacksArm: (graph: GraphSymbol) => boolean;
  /** What the errors found so far leave open about a graph; asked for by rules that run behind those of flow and nodes. */
  readonly doubts: (graph: GraphSymbol) => Doubts;
  /** What paths do not write although it must be there; found when first asked for. */
  readonly unwritten: (graph: GraphSymbol) => Unwritten;
}

/** One check of a whole file. A rule reports and returns nothing; it neither throws on a wrong text nor relies on what another rule reported. */
export type Rule = (context: RuleContext) => void;
