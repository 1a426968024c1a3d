import type { GraphSymbol } from "../bind/symbols.ts";
import { analyse } from "../compile.ts";
import type { CompileInput } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DrawFormat } from "./formats.ts";

export interface DrawOptions {
  /** What is made. Default: `"text"`. */
  readonly format?: DrawFormat;
  /** The names of the graphs to draw. Default: all, in the order of the files. */
  readonly graphs?: readonly string[];
  /** Draws the graphs that nodes run into boxes, at any depth. Default: a node with a double border. The text has them below in any case. */
  readonly openSubgraphs?: boolean;
  /** Lists the fields of the state with their types and reducers. */
  readonly state?: boolean;
}

export interface Drawn {
  /** The drawing; absent where a file has errors, or where no graph has a wanted name. */
  readonly text?: string;
  /** The names of the graphs in it. */
  readonly graphs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Draws the graphs of `.graph` files as one text: for a terminal, for Mermaid or Graphviz, or as SVG or HTML that need nothing else. The same files
 * have the same drawing always.
 *
 * ```ts
 * const { text } = await draw([{ path: "hello.graph", text: source }], { format: "svg" });
 * ```
 */
export async function draw(input: CompileInput, options: DrawOptions = {}): Promise<Drawn> {
  const { checked, diagnostics } = analyse(input);
  const all = checked.flatMap(({ module }) => module.graphs);
  const graphs = all.filter(({ name }) => options.graphs?.includes(name) ?? true);
  const isWrong = graphs.length === 0 || diagnostics.some(({ severity }) => severity === "error");
  return {
    ...(isWrong ? {} : { text: await drawGraphs(graphs, options) }),
    graphs: graphs.map(({ name }) => name),
    diagnostics,
  };
}

/** Draws graphs of files without errors, at least one. Loads only what the format needs. */
export async function drawGraphs(
  graphs: readonly GraphSymbol[],
  { format = "text", openSubgraphs = false, state = false }: DrawOptions,
): Promise<string> {
  if (format === "text") return (await import("./draw-text.ts")).drawTexts(graphs, state);
  const { sceneOf } = await import("./scene/build.ts");
  const scene = sceneOf(graphs, { openSubgraphs, state });
  switch (format) {
    case "mermaid":
      return (await import("./mermaid.ts")).drawMermaid(scene);
    case "dot":
      return (await import("./dot.ts")).drawDot(scene);
    case "svg":
      return (await import("./svg/svg.ts")).drawSvg(scene);
    case "html":
      return (await import("./html/html.ts")).drawHtml(scene);
  }
}
