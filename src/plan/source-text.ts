import type { Source, Span } from "../source/source.ts";

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/y;
const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y;
const BLANK = /\s+/y;

/** A stretch of a source on one line: comments left out, blanks made one space outside strings. For labels and messages. */
export function sourceText(source: Source, span: Span): string {
  const text = source.text.slice(span.start, span.end);
  let result = "";
  for (let at = 0; at < text.length;) {
    const string = matchAt(STRING, text, at);
    const left = string ?? matchAt(COMMENT, text, at) ?? matchAt(BLANK, text, at);
    if (left === undefined) result += text[at++];
    else {
      if (string !== undefined) result += string;
      else if (!result.endsWith(" ")) result += " ";
      at += left.length;
    }
  }
  return result.trim();
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
