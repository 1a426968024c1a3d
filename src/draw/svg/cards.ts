import type { PlacedCard } from "../layout/picture.ts";
import { type as sizes } from "../layout/sizes.ts";
import { short } from "../layout/line.ts";
import { element, escaped, hint } from "./markup.ts";
import { pauseMarks } from "./pauses.ts";
import { cardShapes } from "./shapes.ts";

/** What a shape says to who does not see it. */
const spoken = {
  start: "",
  end: "",
  entry: "where the member begins",
  exit: "where the member ends",
  handler: "node",
  update: "update",
  ask: "question",
  subgraph: "subgraph",
  choice: "choice",
} as const;

export function cardMarkup(placed: PlacedCard): string {
  const { card } = placed;
  const label = [spoken[card.kind], card.title, ...card.details].filter((part) => part !== "").join(" ");
  return element(
    "g",
    { role: "graphics-symbol", "aria-label": label },
    hint([card.title, ...card.details, ...card.hints]),
    ...cardShapes(placed),
    ...cardLines(placed),
    ...pauseMarks(placed, card.pauses),
  );
}

function cardLines({ card, text, x, y, width, height }: PlacedCard): readonly string[] {
  const isChoice = card.kind === "choice";
  const titleLine = isChoice ? 16 : sizes.title.line;
  const lines = [
    ...text.title.map((line) => ({ line, className: isChoice ? "mono choice-title" : "title", high: titleLine })),
    ...text.details.map((line) => ({ line, className: "mono detail", high: sizes.detail.line })),
  ];
  // The picture of a person takes room at the left of a question.
  const middle = x + width / 2 + (card.kind === "ask" ? 10 : 0);
  let top = y + (height - lines.reduce((sum, { high }) => sum + high, 0)) / 2;
  return lines.map(({ line, className, high }) => {
    const baseline = top + high * 0.72;
    top += high;
    return element("text", { class: className, x: short(middle), y: short(baseline) }, escaped(line));
  });
}
