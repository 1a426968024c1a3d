import type { Source, Span } from "../source/source.ts";

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
  const isDoubtful = ({ start }: Span): boolean => (lastFrom(places, start)?.end ?? -1) >= start;
  return ({ instead, ...message }, span, { related = [], fixes = wordFor(instead, span, source) } = {}) => {
    if (isDoubtful(span) || related.some((one) => one.source === source && isDoubtful(one.span))) return;
    into.push({ ...message, source, span, related, fixes });
  };
}

/** The same stretches in the order of the text, those that overlap as one. */
function disjoint(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (!last || span.start > last.end) found.push(span);
    else if (span.end > last.end) found[found.length - 1] = { start: last.start, end: span.end };
  }
  return found;
}

/** Of spans in the order of the text, the last that begins at an offset or before it. */
function lastFrom(spans: readonly Span[], offset: number): Span | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).start <= offset) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}

function wordFor(instead: Instead | undefined, span: Span, { text }: Source): readonly Fix[] {
  if (!instead || text.slice(span.start, span.end) !== instead.written) return [];
  return [{ title: `write \`${instead.meant}\``, safe: instead.safe, edits: [{ span, text: instead.meant }] }];
}
