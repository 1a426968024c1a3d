/**
 * Breaks a text into lines of at most `width` characters, at blanks where there are some, and ends with `…` where it takes more than `most` lines.
 * Line breaks of the text stay.
 */
export function wrap(text: string, width: number, most: number): readonly string[] {
  const lines = text.split(/\r\n|[\r\n]/).flatMap((line) => wrapLine(line, width));
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${cut(lines[most - 1] ?? "", width - 1)}…`];
}

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, width))) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const characters = [...word];
  const found: string[] = [];
  for (let at = 0; at < characters.length; at += width) found.push(characters.slice(at, at + width).join(""));
  return found.length === 0 ? [""] : found;
}

const cut = (text: string, width: number): string => [...text].slice(0, width).join("");
