import type { EssayHandlers } from "./essay.graph.ts";

export const write = (({ topic }) => ({
  draft: `much has been said of ${topic}`,
  changes: ["written"],
})) satisfies EssayHandlers["write"];

/** A sentence begins with a capital letter and ends with a full stop. */
export const polish = (({ draft }) => ({
  draft: `${draft.charAt(0).toUpperCase()}${draft.slice(1)}.`,
  changes: ["polished"],
})) satisfies EssayHandlers["polish"];

export const publish = (({ topic, draft }) => ({
  url: `https://essays.example/${topic.replaceAll(" ", "-")}-${draft.length}`,
})) satisfies EssayHandlers["publish"];
