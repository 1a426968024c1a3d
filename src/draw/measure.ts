/** How wide text is without a browser: widths of Helvetica and the fonts that share its metrics, in thousandths of the font's size. */
const widths: readonly (readonly [characters: string, width: number])[] = [
  ["'ijl", 222],
  [" !,./:;I[]\\ft|", 278],
  ['"-r()`{}', 355],
  ["cksvxyzJ*", 500],
  ["#$?abdeghnopqu0123456789L_", 556],
  ["+<=>~FTZ", 611],
  ["&ABEKPSVXY", 667],
  ["CDHNRUw", 722],
  ["GOQ", 778],
  ["Mm", 833],
  ["%W@—…", 1000],
];

const sansWidths = new Map(
  widths.flatMap(([characters, width]) => [...characters].map((one) => [one, width] as const)),
);

/** What other fonts of a reader's system and bold type are wider by. */
const allowance = 1.1;

/** Every character of a fixed-width font is this wide, relative to the font's size. */
const fixed = 0.61;

export type Font = "sans" | "mono";

/** An upper estimate of the width of one line, in the unit of `size`. */
export function textWidth(text: string, font: Font, size: number): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    width += characterWidth(segment, font);
  }
  return width * size;
}

function characterWidth(segment: string, font: Font): number {
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment)) return 1.4;
  // Scripts that are wider than Latin, most of them full squares.
  if ((segment.codePointAt(0) ?? 0) >= 0x1100) return 1.1;
  if (font === "mono") return fixed;
  return ((sansWidths.get(segment) ?? 800) / 1000) * allowance;
}
