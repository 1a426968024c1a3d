/** What went wrong while a configuration ran, as a problem with a place. */
import { dirname } from "node:path";
import { G901 } from "../../diagnostics/catalogue/g9.ts";
import { reasonOf } from "../error.ts";
import { displayPath } from "../paths.ts";
import type { Place, Problem } from "./problem.ts";

/** Thrown in the place of an end of the process, which would look like a build without findings. */
export class ProcessExit extends Error {
  override readonly name = "ProcessExit";
}

/**
 * What is thrown says where: a syntax error in its message, others in their stack. Programs are translated line by line, so that a line is known and a column
 * is not.
 * @param file The configuration, absolute; files that it imports are named from its folder.
 */
export function failure(error: unknown, file: string): Problem {
  if (error instanceof ProcessExit) return { message: G901.exits(), at: placeIn(error, file) };
  const text = error instanceof Error ? error.message : String(error);
  const nameOf = (path: string): string => displayPath(path, dirname(file));
  const parse = /^ParseError: ([^\n]*)\n([^]*):(\d+):(\d+)\s*$/.exec(text);
  if (parse) {
    const [, reason = "", where = "", line = "", column = ""] = parse;
    const clause = decapitalized(reason.trim());
    if (where.trim() !== file)
      return { message: G901.throws(`${nameOf(where.trim())}:${line}: ${clause}`), at: placeIn(error, file) };
    // The parser counts columns from 0.
    return { message: G901.syntax(clause), at: { kind: "position", line: Number(line), column: Number(column) + 1 } };
  }
  const missing = /^Cannot find (?:module|package) '([^']+)'(?:\nRequire stack:\n- ([^\n]+))?/.exec(text);
  if (missing) {
    const [, specifier = "", importer = file] = missing;
    if (importer === file) return { message: G901.missing(specifier), at: { kind: "written", text: specifier } };
    return { message: G901.missing(specifier, nameOf(importer)), at: placeIn(error, file) };
  }
  const [first = ""] = text.split("\n");
  const reason = first || reasonOf(error);
  const [thrown] = framesOf(error);
  const message =
    thrown === undefined || thrown.file === file ? reason : `${nameOf(thrown.file)}:${thrown.line}: ${reason}`;
  return { message: G901.throws(message), at: placeIn(error, file) };
}

/** The line of the configuration that led to an error. */
function placeIn(error: unknown, file: string): Place {
  const own = framesOf(error).find((frame) => frame.file === file);
  return own === undefined ? { kind: "whole" } : { kind: "line", line: own.line };
}

/** The calls that led to an error, the innermost first, without those of Node and of what is installed. */
function framesOf(error: unknown): readonly { readonly file: string; readonly line: number }[] {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack.split("\n").flatMap((text) => {
    const [, file, line] = /^\s+at (?:[^(]*\()?(.+?):(\d+):\d+\)?$/.exec(text) ?? [];
    if (file === undefined || /^node:|^file:|[\\/]node_modules[\\/]/.test(file)) return [];
    return [{ file, line: Number(line) }];
  });
}

function decapitalized(text: string): string {
  return text.replace(/\.$/, "").replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}
