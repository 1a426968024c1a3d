/** Source maps of version 3, which lead from a printed text into `.graph` sources. */
import { posix } from "node:path";
import { GenMapping, maybeAddMapping, setSourceContent, toEncodedMap } from "@jridgewell/gen-mapping";
import type { EncodedSourceMap } from "@jridgewell/gen-mapping";
import { positionAt } from "../source/source.ts";
import type { Source } from "../source/source.ts";
import type { Origin, Traced } from "./origins.ts";

/** As JSON, what stands in a `.map` file: version 3, lines and columns from 0, the text of each source in it. */
export type SourceMap = EncodedSourceMap;

/**
 * @param file The path of the file that the map is of, among those of the sources.
 * @param nameOf What the map calls a source, by its path.
 */
export function sourceMap({ text, origins }: Traced, file: string, nameOf: (path: string) => string): SourceMap {
  const map = new GenMapping({ file: posix.basename(file) });
  const printed = { path: file, text };
  // Of several at one place the last is the innermost, which says most.
  const starts = new Map(origins.map((origin) => [origin.offset, origin]));
  const ends = file.endsWith(".d.ts") ? [...starts.values()].flatMap((origin) => endOf(origin, text)) : [];
  const byPlace = new Map([...ends.map((end) => [end.offset, end] as const), ...starts]);
  for (const { offset, source, at } of byPlace.values()) {
    const name = nameOf(source.path);
    maybeAddMapping(map, { generated: placeOf(printed, offset), source: name, original: placeOf(source, at) });
    setSourceContent(map, name, source.text);
  }
  return toEncodedMap(map);
}

/**
 * Where a name ends. Language servers look up both ends of a declaration; without this one they take the next name for it, and an editor goes to that where it
 * stands further up.
 */
function endOf({ offset, source, at }: Origin, text: string): readonly Origin[] {
  const printed = lengthOfName(text, offset);
  return printed === 0 ? [] : [{ offset: offset + printed, source, at: at + lengthOfName(source.text, at) }];
}

/** Of a name or a text in quotes. */
function lengthOfName(text: string, offset: number): number {
  const name = /[\p{ID_Continue}$]+|"(?:[^"\\\n]|\\.)*"/uy;
  name.lastIndex = offset;
  return name.exec(text)?.[0].length ?? 0;
}

/** Lines count from 1 and columns from 0, as gen-mapping has them. */
function placeOf(source: Source, offset: number): { readonly line: number; readonly column: number } {
  const { line, column } = positionAt(source, offset);
  return { line, column: column - 1 };
}
