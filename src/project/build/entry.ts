/** What is kept of one `.graph` file, and when it still holds. Paths are those of sources: relative to the folder of the run. */
import type { Diagnostic, Related } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";

export interface Entry {
  /** What decides about the result beside texts: how it is written, and what warnings count as. */
  readonly options: string;
  /** A hash of the text. */
  readonly text: string;
  /** The `.graph` files that it imports. */
  readonly imports: readonly string[];
  /** Those and what they import, each with the hash of its text, or `null` where it is not there. */
  readonly reached: Readonly<Record<string, string | null>>;
  /** What its imports became in the module. */
  readonly rewrites: Readonly<Record<string, string>>;
  readonly diagnostics: readonly StoredDiagnostic[];
  /** Hashes of the files that it becomes, whatever their line endings are, by what stands behind its name in theirs. Absent where there is no module. */
  readonly files?: Readonly<Record<string, string>>;
}

type StoredDiagnostic = Omit<Diagnostic, "source" | "related"> & {
  readonly related: readonly (Omit<Related, "source"> & { readonly path: string })[];
};

export function storedDiagnostic({ source: _source, related, ...rest }: Diagnostic): StoredDiagnostic {
  return { ...rest, related: related.map(({ source, ...one }) => ({ ...one, path: source.path })) };
}

/** @param sources All sources of the run, by their paths. */
export function revived(
  { related, ...rest }: StoredDiagnostic,
  source: Source,
  sources: ReadonlyMap<string, Source>,
): Diagnostic {
  return {
    ...rest,
    source,
    related: related.map(({ path, ...one }) => ({ ...one, source: sources.get(path) ?? { path, text: "" } })),
  };
}
