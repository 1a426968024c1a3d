import { analyse } from "../../../src/compile.ts";
import { sceneOf } from "../../../src/draw/scene/build.ts";
import type { SceneOptions } from "../../../src/draw/scene/build.ts";
import { contentsOf, isBox } from "../../../src/draw/scene/scene.ts";
import type { Content, Scene } from "../../../src/draw/scene/scene.ts";

/** The scene of a text without errors; all of its graphs, or those with these names. */
export function sceneFrom(text: string, options: Partial<SceneOptions> = {}, ...names: readonly string[]): Scene {
  const { checked, diagnostics } = analyse(text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const graphs = checked.flatMap(({ module }) => module.graphs);
  const chosen = names.length === 0 ? graphs : graphs.filter(({ name }) => names.includes(name));
  return sceneOf(chosen, { openSubgraphs: false, state: false, ...options });
}

/** A graph with these edges. Every name in `nodes` is an update; `more` are other statements. */
export function graphText(nodes: string, flow: string, more = ""): string {
  const updates = nodes.split(" ").filter((name) => name !== "");
  return `
import { pick, several, work } from "./work.ts"
graph Test {
  state {
    input kind: "a" | "b" | "c"
    input many: string[]
    input size: int
    output log: string[] = [] reduce append
  }
${updates.map((name) => `  node ${name} => { log: ["${name}"] }`).join("\n")}
${more}
${flow}
}`;
}

/** What a scene holds, a line for each item and arrow; items in a box are indented. */
export function outline(scene: Scene): string {
  const titles = new Map<string, string>();
  for (const { items } of contentsOf(scene.content))
    for (const item of items)
      if (item.kind !== "state") titles.set(item.id, item.title === "" ? item.kind : item.title);
  const lines = ({ items, arrows }: Content, indent: string): readonly string[] => [
    ...items.flatMap((item) => {
      if (item.kind === "state") return [`${indent}state of ${item.rows.length}`];
      const name = `${indent}${item.kind}${item.title === "" || item.title === item.kind ? "" : ` ${item.title}`}`;
      return isBox(item) ? [name, ...lines(item.content, `${indent}  `)] : [name];
    }),
    ...arrows.map(({ from, to, kind, label }) => {
      const means = [
        kind === "next" ? "" : ` ${kind}`,
        label === undefined ? "" : ` (${label.replaceAll("\n", " | ")})`,
      ];
      return `${indent}${titles.get(from)} -> ${titles.get(to)}${means.join("")}`;
    }),
  ];
  return lines(scene.content, "").join("\n");
}
