import { layOut } from "../layout/layout.ts";
import { type as sizes } from "../layout/sizes.ts";
import type { Scene } from "../scene/scene.ts";
import { textWidth } from "../measure.ts";
import { wrap } from "../wrap.ts";
import { arrowMarkup, labelMarkup } from "./arrows.ts";
import { boxMarkup, tableMarkup } from "./boxes.ts";
import { cardMarkup } from "./cards.ts";
import { inWords } from "./describe.ts";
import { element, escaped } from "./markup.ts";
import { styleSheet } from "./style.ts";

/** Draws a scene as one SVG without anything outside of it: colours by day and by night, a title and a description in words. */
export async function drawSvg(scene: Scene): Promise<string> {
  const heading = wrap(scene.title, 60, 3);
  const room = heading.length * sizes.heading.line + 12;
  const picture = await layOut(scene, room);
  const widest = Math.max(...heading.map((line) => textWidth(line, "sans", sizes.heading.size)));
  const width = Math.ceil(Math.max(picture.width, widest + 48));
  const height = Math.ceil(picture.height);
  // What is narrower than its heading stands in the middle.
  const shift = Math.round((width - picture.width) / 2);
  const { boxes, tables, arrows, cards } = picture;
  const parts = [
    ...boxes.map(boxMarkup),
    ...tables.map(tableMarkup),
    ...arrows.map(arrowMarkup),
    ...cards.map(cardMarkup),
    ...arrows.map(labelMarkup),
  ].filter((part) => part !== "");
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "graphics-document",
      "aria-labelledby": "graphc-title",
      "aria-describedby": "graphc-description",
    },
    `\n${element("title", { id: "graphc-title" }, escaped(scene.title))}`,
    `\n${element("desc", { id: "graphc-description" }, escaped(inWords(scene)))}`,
    `\n${element("style", {}, `\n${styleSheet()}\n`)}`,
    `\n${element("rect", { class: "paper", width, height, rx: 12 })}`,
    ...heading.map(
      (line, index) => `\n${element("text", { class: "heading", x: 24, y: 36 + index * 24 }, escaped(line))}`,
    ),
    `\n${element("g", { transform: shift === 0 ? undefined : `translate(${shift} 0)` }, `\n${parts.join("\n")}\n`)}\n`,
  )}\n`;
}
