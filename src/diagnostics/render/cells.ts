/** What a terminal shows as one character: a grapheme of a source line. */
export interface Cell {
  /** UTF-16 offsets in the line, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** What is printed, harmless on a terminal. */
  readonly text: string;
  /** Columns, at least 1. */
  readonly width: number;
}

const tab = "    ";

const plainAscii = /^[\x20-\x7e]*$/;

/** Control characters would move the cursor or change colours; direction marks and invisible characters would make the text look like another one. */
const unprintable = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+$/u;

/** Text that terminals show in two columns: East Asian wide and fullwidth forms. */
const wide =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;

const emoji = /^\p{Emoji_Presentation}|^\p{Emoji}\ufe0f|^\p{Regional_Indicator}/u;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Splits a line into what a terminal shows. Tabs become four columns; what cannot be printed safely becomes a visible sign. */
export function cells(line: string): readonly Cell[] {
  if (plainAscii.test(line)) {
    return Array.from(line, (text, start) => ({ start, end: start + 1, text, width: 1 }));
  }
  return Array.from(segmenter.segment(line), ({ segment, index }) => {
    const text = printable(segment);
    return { start: index, end: index + segment.length, text, width: segment === "\t" ? tab.length : widthOf(text) };
  });
}

/** Text from outside, such as a name or a path, made harmless on a terminal. Line breaks are kept. */
export function visible(text: string): string {
  if (plainAscii.test(text)) return text;
  return text
    .split("\n")
    .map((line) =>
      cells(line)
        .map((cell) => cell.text)
        .join(""),
    )
    .join("\n");
}

function printable(grapheme: string): string {
  if (grapheme === "\t") return tab;
  if (!unprintable.test(grapheme)) return grapheme;
  const code = grapheme.charCodeAt(0);
  if (grapheme.length === 1 && code < 0x20) return String.fromCharCode(0x2400 + code);
  return grapheme === "\x7f" ? "\u2421" : "\ufffd";
}

function widthOf(grapheme: string): number {
  return wide.test(grapheme) || emoji.test(grapheme) ? 2 : 1;
}
