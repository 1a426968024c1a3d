/** The pictures of the samples: the graphs of each `.graph` file, with what they run in boxes where that is drawn nowhere else. */
import { fileURLToPath } from "node:url";
import type { GraphSymbol } from "../../src/bind/symbols.ts";
import { analyse } from "../../src/compile.ts";
import { drawGraphs } from "../../src/draw/draw.ts";
import { openProject } from "../../src/project/project.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = await openProject({ folder: root, patterns: ["samples"] });
const { checked } = analyse(project.sources);

export const generators = checked
  .map(({ module }) => ({ file: module.source.path.replace(/graph$/, "svg"), graphs: module.graphs }))
  .filter(({ graphs }) => graphs.length > 0)
  .map(({ file, graphs }) => ({
    file,
    generate: () => drawGraphs(graphs, { format: "svg", openSubgraphs: graphs.some(runsAnotherFile) }),
  }));

function runsAnotherFile(graph: GraphSymbol): boolean {
  return [...graph.nodes.values()].some(({ form }) => form.kind === "subgraph" && form.graph.source !== graph.source);
}
