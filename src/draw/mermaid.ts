import { contentsOf, isBox } from "./scene/scene.ts";
import type { Arrow, Box, Card, CardKind, Content, Item, Scene, StateTable } from "./scene/scene.ts";
import { cardLabel, pauseText, stateLines } from "./labels.ts";
import { Names } from "./names.ts";

/** Draws a scene as a flowchart of Mermaid's. */
export function drawMermaid(scene: Scene): string {
  const names = new Names("n");
  const arrows = [...contentsOf(scene.content)].flatMap((content) => content.arrows);
  const errors = arrows.flatMap(({ kind }, index) => (kind === "error" ? [index] : []));
  const lines = [
    "---",
    `title: ${JSON.stringify(scene.title)}`,
    "---",
    "flowchart TD",
    ...declared(scene.content, names, "  "),
    ...arrows.map((arrow) => `  ${arrowText(arrow, names)}`),
    ...(errors.length > 0 ? [`  linkStyle ${errors.join(",")} stroke:#c62f3b,color:#c62f3b`] : []),
    "  classDef ask stroke:#b07400,stroke-width:2px",
    "  classDef choice stroke:#7c4dcb",
    "  classDef dot stroke-width:2px",
  ];
  return `${lines.join("\n")}\n`;
}

function declared({ items }: Content, names: Names, indent: string): readonly string[] {
  return items.flatMap((item) =>
    isBox(item) ? boxLines(item, names, indent) : [`${indent}${declaration(item, names)}`],
  );
}

function boxLines(box: Box, names: Names, indent: string): readonly string[] {
  const title = [box.title, ...box.pauses.map(pauseText)].join("\n");
  return [
    `${indent}subgraph ${names.of(box.id)} [${quoted(title)}]`,
    ...declared(box.content, names, `${indent}  `),
    `${indent}end`,
  ];
}

function declaration(item: Exclude<Item, Box>, names: Names): string {
  const id = names.of(item.id);
  if (item.kind === "state") return `${id}[${quoted(stateText(item))}]`;
  const [open, close, style] = shapes[item.kind];
  return `${id}${open}${quoted(cardText(item))}${close}${style === "" ? "" : `:::${style}`}`;
}

const shapes: Readonly<Record<CardKind, readonly [open: string, close: string, style: string]>> = {
  start: ["([", "])", ""],
  end: ["([", "])", ""],
  entry: ["((", "))", "dot"],
  exit: ["(((", ")))", "dot"],
  handler: ["(", ")", ""],
  update: ["[", "]", ""],
  ask: ["[/", "/]", "ask"],
  subgraph: ["[[", "]]", ""],
  choice: ["{{", "}}", "choice"],
};

const stateText = ({ rows }: StateTable): string => ["state", ...stateLines(rows)].join("\n");

/** Mermaid draws no shape for an empty text. */
function cardText(card: Card): string {
  const label = cardLabel(card);
  return label === "" ? (card.kind === "choice" ? "?" : " ") : label;
}

function arrowText({ from, to, kind, label }: Arrow, names: Names): string {
  const line = kind === "error" || kind === "goto" || kind === "bound" ? "-.->" : "-->";
  const text = label === undefined ? "" : `|${quoted(label)}|`;
  return `${names.of(from)} ${line}${text} ${names.of(to)}`;
}

/** Everything that could mean something to Mermaid, to Markdown or to HTML is a character reference in the way that Mermaid writes them. */
function quoted(text: string): string {
  const inner = text
    .replaceAll(/[^\p{L}\p{M}\p{N}\n .,_=+-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll(/\r\n|[\r\n]/g, "<br/>");
  return `"${inner}"`;
}
