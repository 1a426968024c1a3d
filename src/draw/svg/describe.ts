import { contentsOf, isBox } from "../scene/scene.ts";
import type { Scene } from "../scene/scene.ts";

/** A drawing in words, for who does not see it: a sentence for each box and arrow. */
export function inWords(scene: Scene): string {
  const names = new Map<string, string>();
  const sentences = scene.doc === undefined ? [] : [scene.doc.endsWith(".") ? scene.doc : `${scene.doc}.`];
  for (const { items } of contentsOf(scene.content))
    for (const item of items) if (item.kind !== "state") names.set(item.id, nameOf(item.kind, item.title));
  for (const { items, arrows } of contentsOf(scene.content)) {
    for (const { from, to, kind, label } of arrows) {
      const means = label?.replaceAll("\n", ", ") ?? (kind === "next" ? undefined : kind);
      sentences.push(`${names.get(from)} leads to ${names.get(to)}${means === undefined ? "" : ` (${means})`}.`);
    }
    for (const item of items.filter(isBox)) {
      const members = item.content.items.flatMap((inner) => (inner.kind === "state" ? [] : [names.get(inner.id)]));
      sentences.push(`${names.get(item.id)} holds ${members.join(", ")}.`);
    }
  }
  return sentences.join(" ");
}

function nameOf(kind: string, title: string): string {
  if (kind === "choice") return title === "" ? "a choice" : `the choice ${title}`;
  if (kind === "entry") return "the beginning of the member";
  if (kind === "exit") return "the end of the member";
  return title;
}
