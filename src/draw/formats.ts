/** What a drawing can be made as. */
export const drawFormats = ["text", "mermaid", "dot", "svg", "html"] as const;

export type DrawFormat = (typeof drawFormats)[number];

/** The endings of files, the usual one of each format first. */
export const drawExtensions: Readonly<Record<DrawFormat, readonly string[]>> = {
  text: [".txt"],
  mermaid: [".mmd", ".mermaid"],
  dot: [".dot", ".gv"],
  svg: [".svg"],
  html: [".html", ".htm"],
};
