/** Warnings that a comment silences with a reason: `// graphc-ignore G406: the dashboard reads it`. */
import { G107 } from "./diagnostics/catalogue/g1.ts";
import { G207 } from "./diagnostics/catalogue/g2.ts";
import { entries } from "./diagnostics/catalogue/index.ts";
import { reporter, type Code, type Diagnostic, type Report } from "./diagnostics/diagnostic.ts";
import { itemRemoval, removal } from "./diagnostics/mend.ts";
import { lineStarts, positionAt, type Source, type Span } from "./source/source.ts";

/** A comment as the parser hands it out. */
interface Comment {
  readonly kind: "line" | "block" | "doc";
  readonly text: string;
  readonly span: Span;
}

/** What one comment asks for. */
interface Silencer {
  readonly span: Span;
  /** The line whose warnings it is about, from 1. */
  readonly line: number;
  /** Empty where the comment gives none, which is reported. */
  readonly reason: string;
  readonly codes: readonly { readonly code: Code; readonly span: Span }[];
}

/** One code that a comment names. */
interface Asked {
  readonly span: Span;
  readonly reason: string;
}

const marker = /^\/\/\s*graphc-ignore(?![\w-])/;

/** Marks the warnings of one file that its comments silence, and reports comments that do not say why, or silence nothing. */
export function silence(
  source: Source,
  comments: readonly Comment[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const asking = comments.filter(({ kind, text }) => kind === "line" && marker.test(text));
  if (asking.length === 0) return diagnostics;
  const more: Diagnostic[] = [];
  const report = reporter(source, more);
  const targets = targetLines(source);
  const silencers = asking.map((comment) => silencer(comment, source, targets, report));
  const asked = new Map<string, Asked[]>();
  for (const { line, reason, codes } of silencers) {
    for (const { code, span } of codes) {
      const key = `${line} ${code}`;
      const others = asked.get(key);
      if (others) others.push({ span, reason });
      else asked.set(key, [{ span, reason }]);
    }
  }
  const used = new Set<Span>();
  const marked = diagnostics.map((diagnostic) => {
    if (diagnostic.source !== source || diagnostic.severity === "error") return diagnostic;
    const { line } = positionAt(source, diagnostic.span.start);
    const by = asked.get(`${line} ${diagnostic.code}`);
    const [first] = by ?? [];
    if (!by || !first) return diagnostic;
    if (!used.has(first.span)) for (const { span } of by) used.add(span);
    return { ...diagnostic, silenced: first.reason };
  });
  // Beside an error, warnings may not have been looked for.
  const isWrong = diagnostics.some((one) => one.source === source && one.severity === "error") || more.length > 0;
  if (!isWrong) for (const one of silencers) reportUnused(one, used, source, report);
  return [...marked, ...more];
}

/** Reads a comment, and reports what of it cannot work. What lacks only its reason silences all the same: one report is enough. */
function silencer({ text, span }: Comment, source: Source, targets: readonly number[], report: Report): Silencer {
  const head = marker.exec(text)?.[0].length ?? 0;
  const colon = text.indexOf(":", head);
  const list = text.slice(head, colon < 0 ? undefined : colon);
  const words = [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = span.start + head + match.index;
    return { word: match[0], span: { start, end: start + match[0].length } };
  });
  const known = words.flatMap(({ word, span: at }) => {
    const entry = entries.get(word as Code);
    if (entry?.severity === "warning") return [{ code: entry.code, span: at }];
    const warnings = [...entries.values()].filter(({ severity }) => severity === "warning").map(({ code }) => code);
    report(entry ? G107.error(entry.code) : G107.unknownCode(word, warnings), at);
    return [];
  });
  const reason = colon < 0 ? "" : text.slice(colon + 1).trim();
  if (words.length === 0) report(G107.noCode(), span);
  else if (reason === "" && known.length === words.length) report(G107.noReason(words.map(({ word }) => word)), span);
  return { span, line: targets[positionAt(source, span.start).line] as number, reason, codes: known };
}

/** For each line, from 1, the one that a comment on it is about: the line itself or, where the comment stands alone, the next one that says something. */
function targetLines(source: Source): readonly number[] {
  const starts = lineStarts(source);
  const targets = Array.from({ length: starts.length + 1 }, (_, line) => line);
  for (let line = starts.length - 1; line > 0; line--) {
    const text = source.text.slice(starts[line - 1], starts[line]).trim();
    if (text === "" || text.startsWith("//")) targets[line] = targets[line + 1] as number;
  }
  return targets;
}

function reportUnused({ span, codes }: Silencer, used: ReadonlySet<Span>, source: Source, report: Report): void {
  const spans = codes.map((one) => one.span);
  const unused = codes.filter((one) => !used.has(one.span));
  for (const { code, span: at } of unused) {
    const title = `remove \`${code}\``;
    const isWhole = unused.length === codes.length;
    const fix = isWhole ? removal("remove the comment", span, source, true) : itemRemoval(title, at, spans, true);
    report(G207.unused(code), at, { fixes: [fix] });
  }
}
