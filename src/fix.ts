/** Applies safe fixes until none is left. Reading and writing files is the business of others. */
import type { Diagnostic, Fix } from "./diagnostics/diagnostic.ts";
import { applyFixes } from "./diagnostics/fixes.ts";
import type { Source } from "./source/source.ts";

/** A fix that was applied, and what it mends. */
export interface AppliedFix extends Fix {
  readonly diagnostic: Diagnostic;
}

export interface FixedFile {
  readonly path: string;
  readonly text: string;
  /** In the order in which they were applied; a later one is in terms of the text that the earlier ones made. */
  readonly fixes: readonly AppliedFix[];
}

export interface Fixed {
  /** The files that changed. */
  readonly files: readonly FixedFile[];
  /** What is found in the files as they are now. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface FixOptions {
  /** Looks for mistakes; `check` does. */
  readonly check: (sources: readonly Source[]) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
  /** Whether the file with this path may be changed. Default: all. */
  readonly mayChange?: (path: string) => boolean;
}

/** However many fixes are offered, the files are not looked at more often. */
const mostRounds = 100;

/**
 * Applies the safe fixes that are offered, looks again, and goes on until none is left. A fix that would leave a file with more mistakes of syntax
 * than before, or a right file with an error, is refused: the file never reads worse than it did.
 *
 * ```ts
 * const { files, diagnostics } = await fix([{ path: "hello.graph", text }], { check });
 * ```
 */
export async function fix(sources: readonly Source[], { check, mayChange = () => true }: FixOptions): Promise<Fixed> {
  const done = new Map<string, readonly AppliedFix[]>();
  /** Files whose fixes are tried one by one, because together they made it worse; and the fixes that did so alone. */
  const careful = new Set<string>();
  const refused = new Set<string>();
  let current = sources;
  let found = await check(current);
  for (let round = 0; round < mostRounds; round++) {
    const offered = safeFixes(found, current, mayChange, refused);
    if (offered.size === 0) break;
    const changes = current.map((source) => {
      const fixes = offered.get(source) ?? [];
      return { source, ...applyFixes(source.text, careful.has(source.path) ? fixes.slice(0, 1) : fixes) };
    });
    const next = changes.map(({ source, text }) => (text === source.text ? source : { path: source.path, text }));
    const after = await check(next);
    const worse = changes.filter(({ source, fixes }) => fixes.length > 0 && isWorse(found, after, source.path));
    for (const { source, fixes } of worse) {
      if (careful.has(source.path) || fixes.length === 1) for (const one of fixes) refused.add(keyOf(one, source));
      careful.add(source.path);
    }
    if (worse.length > 0) continue;
    for (const { source, fixes } of changes)
      if (fixes.length > 0) done.set(source.path, [...(done.get(source.path) ?? []), ...fixes]);
    [current, found] = [next, after];
  }
  const files = current.flatMap(({ path, text }) => {
    const fixes = done.get(path);
    return fixes ? [{ path, text, fixes }] : [];
  });
  return { files, diagnostics: found };
}

/** The first safe fix of each finding, by file. */
function safeFixes(
  found: readonly Diagnostic[],
  sources: readonly Source[],
  mayChange: (path: string) => boolean,
  refused: ReadonlySet<string>,
): ReadonlyMap<Source, readonly AppliedFix[]> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const offered = new Map<Source, AppliedFix[]>();
  for (const diagnostic of found) {
    const source = byPath.get(diagnostic.source.path);
    const safe = diagnostic.silenced === undefined ? diagnostic.fixes.find((one) => one.safe) : undefined;
    if (!source || !safe || !mayChange(source.path) || refused.has(keyOf(safe, source))) continue;
    const fixes = offered.get(source);
    if (fixes) fixes.push({ ...safe, diagnostic });
    else offered.set(source, [{ ...safe, diagnostic }]);
  }
  return offered;
}

function keyOf({ edits }: Fix, { path, text }: Source): string {
  return JSON.stringify([path, text.length, edits]);
}

function isWorse(before: readonly Diagnostic[], after: readonly Diagnostic[], path: string): boolean {
  const errors = (found: readonly Diagnostic[], start: string): number =>
    found.filter(({ source, severity, code }) => source.path === path && severity === "error" && code.startsWith(start))
      .length;
  return errors(after, "G1") > errors(before, "G1") || (errors(before, "G") === 0 && errors(after, "G") > 0);
}
