import { contentsOf, isBox } from "./scene/scene.ts";
import type { Arrow, Box, BoxKind, Card, CardKind, Content, Item, Scene } from "./scene/scene.ts";
import { cardLabel, pauseText, stateLines } from "./labels.ts";
import { Names } from "./names.ts";

/** Draws a scene in the language of Graphviz. */
export function drawDot(scene: Scene): string {
  const boxes = new Map<string, Box>();
  for (const { items } of contentsOf(scene.content))
    for (const item of items) if (isBox(item)) boxes.set(item.id, item);
  const pen: Pen = { names: new Names("n"), boxes };
  const font = `fontname="Helvetica,Arial,sans-serif"`;
  const lines = [
    `digraph ${quoted(scene.title)} {`,
    `  graph [label=${quoted(scene.title)}, labelloc=t, labeljust=l, fontsize=17, compound=true, rankdir=TB, ${font}]`,
    `  node [shape=box, style="rounded,filled", fillcolor="#eaf1fe", color="#3f6fd1", fontsize=13, ${font}]`,
    `  edge [color="#5b6675", fontcolor="#566273", fontsize=10, arrowsize=0.7, ${font}]`,
    ...declared(scene.content, pen, "  "),
    ...[...contentsOf(scene.content)].flatMap(({ arrows }) => arrows.map((arrow) => `  ${arrowText(arrow, pen)}`)),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

interface Pen {
  readonly names: Names;
  readonly boxes: ReadonlyMap<string, Box>;
}

function declared({ items }: Content, pen: Pen, indent: string): readonly string[] {
  return items.flatMap((item) => (isBox(item) ? boxLines(item, pen, indent) : [`${indent}${declaration(item, pen)}`]));
}

function boxLines(box: Box, pen: Pen, indent: string): readonly string[] {
  const label = [box.title, ...box.pauses.map(pauseText)].join("\n");
  return [
    `${indent}subgraph cluster_${pen.names.of(box.id)} {`,
    `${indent}  graph [label=${quoted(label)}, labelloc=t, labeljust=l, fontsize=11, ${boxStyles[box.kind]}]`,
    ...declared(box.content, pen, `${indent}  `),
    `${indent}}`,
  ];
}

const boxStyles: Readonly<Record<BoxKind, string>> = {
  group: 'style=rounded, color="#aab4c2"',
  router: 'style=rounded, color="#aab4c2"',
  member: 'style="rounded,dashed", color="#aab4c2"',
  map: 'style="rounded,dashed", color="#aab4c2", peripheries=2',
  subgraph: 'style=rounded, color="#138067", peripheries=2',
  graph: 'style=rounded, color="#aab4c2"',
};

function declaration(item: Exclude<Item, Box>, { names }: Pen): string {
  const id = names.of(item.id);
  if (item.kind === "state") {
    const lines = ["state", ...stateLines(item.rows)].map((line) => `${escaped(line)}\\l`).join("");
    return `${id} [label="${lines}", shape=note, style=filled, fillcolor="#ffffff", color="#aab4c2", fontsize=11]`;
  }
  return `${id} [label=${quoted(label(item))}${cardStyles[item.kind]}]`;
}

const label = (card: Card): string => (card.kind === "entry" || card.kind === "exit" ? "" : cardLabel(card));

const cardStyles: Readonly<Record<CardKind, string>> = {
  start: ', shape=oval, fillcolor="#ffffff", color="#5b6675"',
  end: ', shape=oval, fillcolor="#ffffff", color="#5b6675"',
  entry: ', shape=circle, width=0.14, fixedsize=true, fillcolor="#5b6675", color="#5b6675"',
  exit: ', shape=doublecircle, width=0.14, fixedsize=true, fillcolor="#5b6675", color="#5b6675"',
  handler: "",
  update: ', style=filled, fillcolor="#f3f5f8", color="#5b6675"',
  ask: ', shape=parallelogram, style=filled, fillcolor="#fff2d6", color="#b07400"',
  subgraph: ', peripheries=2, fillcolor="#e3f6f0", color="#138067"',
  choice: ', shape=diamond, style=filled, fillcolor="#f4edff", color="#7c4dcb", fontsize=11',
};

/** An edge joins nodes; one that belongs to a box is cut off at its border. */
function arrowText({ from, to, kind, label: text }: Arrow, { names, boxes }: Pen): string {
  const attributes = [
    ...(text === undefined ? [] : [`label=${quoted(text)}`]),
    ...(boxes.has(from) ? [`ltail=cluster_${names.of(from)}`] : []),
    ...(boxes.has(to) ? [`lhead=cluster_${names.of(to)}`] : []),
    ...(kind === "error" ? ['style=dashed, color="#c62f3b", fontcolor="#c62f3b"'] : []),
    ...(kind === "goto" ? ["style=dotted"] : []),
    ...(kind === "bound" ? ["style=dashed"] : []),
  ];
  const ends = `${names.of(cardIn(from, boxes, -1))} -> ${names.of(cardIn(to, boxes, 0))}`;
  return attributes.length === 0 ? ends : `${ends} [${attributes.join(", ")}]`;
}

/** The item itself, or the first (0) or last (-1) card in a box. */
function cardIn(id: string, boxes: ReadonlyMap<string, Box>, which: 0 | -1): string {
  const box = boxes.get(id);
  const inner = box?.content.items.filter(({ kind }) => kind !== "state").at(which);
  return inner ? cardIn(inner.id, boxes, which) : id;
}

const quoted = (text: string): string => `"${escaped(text)}"`;

/** Backslashes begin escapes and references to names there, and `&` one of HTML's characters. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("&", "&amp;")
    .replaceAll(/\r\n|[\r\n]/g, "\\n")
    .replaceAll("\0", "\uFFFD");
}
