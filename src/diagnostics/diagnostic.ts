import type { Source, Span } from "../source/source.ts";
import { disjoint, touchesAny } from "../source/spans.ts";

export type Severity = "error" | "warning";

/** A stable code: `G` and three digits, grouped by hundreds as in the language reference. */
export type Code = `G${number}`;

/** What a rule says, before it is said of a place. Made by the functions of the catalogue only. */
export interface Message {
  readonly code: Code;
  readonly severity: Severity;
  /** What was found: one sentence without a full stop, names in backticks. */
  readonly message: string;
  /** What to write instead, where the message does not say it already. */
  readonly help?: string;
  /** A word to write in place of the one that the report is of. */
  readonly instead?: Instead;
}

/** One word for another. It becomes a fix of a report whose span is exactly the first one. */
export interface Instead {
  readonly written: string;
  readonly meant: string;
  /** Whether nothing else can have been meant. */
  readonly safe: boolean;
}

/** A second place that a report is about. */
export interface Related {
  readonly source: Source;
  readonly span: Span;
  readonly message: string;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A change of the text that mends the report. A safe one keeps the meaning that the text can only have had. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Diagnostic extends Omit<Message, "instead"> {
  readonly source: Source;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** For a warning that a comment silences: the reason that the comment gives. Such findings are handed out on request only. */
  readonly silenced?: string;
}

export interface ReportDetails {
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

/** Says something of a place in one source. */
export type Report = (message: Message, span: Span, details?: ReportDetails) => void;

/** Collects what is said of one source, but for what begins in a doubtful place or follows from one. */
export function reporter(source: Source, into: Diagnostic[], doubtful: readonly Span[] = []): Report {
  const places = disjoint(doubtful);
  const isDoubtful = ({ start }: Span): boolean => touchesAny(places, { start, end: start });
  return ({ instead, ...message }, span, { related = [], fixes = wordFor(instead, span, source) } = {}) => {
    if (isDoubtful(span) || related.some((one) => one.source === source && isDoubtful(one.span))) return;
    into.push({ ...message, source, span, related, fixes });
  };
}

function wordFor(instead: Instead | undefined, span: Span, { text }: Source): readonly Fix[] {
  if (!instead || text.slice(span.start, span.end) !== instead.written) return [];
  return [{ title: `write \`${instead.meant}\``, safe: instead.safe, edits: [{ span, text: instead.meant }] }];
}
