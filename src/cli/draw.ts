import { Command, Option } from "commander";
import { count } from "../diagnostics/render/summary.ts";
import type { GraphSymbol } from "../bind/symbols.ts";
import { drawFormats, type DrawFormat } from "../draw/formats.ts";
import { placeOf, type Place } from "./draw-place.ts";
import { exit, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";
import { pathsArgument } from "./options.ts";
import { report } from "./report.ts";
import { tellUnreadable } from "./unreadable.ts";
import type { Finish } from "./finish.ts";

interface Options {
  readonly format?: DrawFormat;
  readonly out?: string;
  readonly graph: readonly string[];
  readonly openSubgraphs?: boolean;
  readonly state?: boolean;
}

export function drawCommand(io: Io, finish: Finish): Command {
  return new Command("draw")
    .summary("draw graphs")
    .description(
      "Draws the graphs of .graph files: as text for the terminal, for Mermaid or Graphviz, or as SVG or HTML that need nothing else. Several graphs are one drawing, or one file each in a folder.",
    )
    .argument(...pathsArgument)
    .addOption(
      new Option("--format <format>", "what is made (default: by the ending of --out, else text)").choices(drawFormats),
    )
    .option("--out <path>", "a file, or a folder that gets a file for each graph (default: standard output)")
    .option("--graph <name>", "draw only this graph; can be given several times", collect, [])
    .option("--open-subgraphs", "draw the graphs that nodes run in boxes, at any depth")
    .option("--state", "list the fields of the state with types and reducers")
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: Options, command: Command) => {
      const place = await placeOf(options.out, options.format, io.folder);
      if ("problem" in place) command.error(`error: ${place.problem}`, { exitCode: exit.usage });
      else finish(await drawn(paths, options, place, io, command));
    });
}

async function drawn(
  paths: readonly string[],
  { graph: names, openSubgraphs = false, state = false }: Options,
  place: Place,
  io: Io,
  command: Command,
): Promise<ExitCode> {
  const [{ analyse }, { openProject }, { drawGraphs }] = await Promise.all([
    import("../compile.ts"),
    import("../project/project.ts"),
    import("../draw/draw.ts"),
  ]);
  const project = await openProject({ folder: io.folder, patterns: paths });
  tellUnreadable(project.unreadable, io);
  if (project.problems.length > 0) return report(project.problems, "pretty", { ...io, stdout: io.stderr });
  const { checked, diagnostics } = analyse(project.sources);
  // What is drawn may go to standard output, and so the findings go where people read.
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return report(errors, "pretty", { ...io, stdout: io.stderr });
  const all = checked
    .filter(({ module }) => project.named.has(module.source.path))
    .flatMap(({ module }) => module.graphs);
  const graphs = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const missing = names.find((name) => !graphs.some((graph) => graph.name === name));
  if (missing !== undefined || graphs.length === 0)
    return command.error(`error: ${nothing(missing, all)}`, { exitCode: exit.usage });

  const options = { format: place.format, openSubgraphs, state };
  if (place.kind === "stdout") io.stdout.write(await drawGraphs(graphs, options));
  else {
    const { writeWhole } = await import("../project/write.ts");
    const files = place.kind === "file" ? [{ path: place.path, graphs }] : place.filesFor(graphs);
    for (const file of files) {
      const changed = await writeWhole(file.path, await drawGraphs(file.graphs, options), io.folder);
      io.stderr.write(`${changed ? "wrote" : "unchanged"} ${place.shown(file.path)}\n`);
    }
    io.stderr.write(`drew ${count(graphs.length, "graph")}\n`);
  }
  return exit.ok;
}

function nothing(missing: string | undefined, all: readonly GraphSymbol[]): string {
  if (missing === undefined) return "these files declare no graph";
  const names = all.map(({ name }) => name).join(", ");
  return `no graph is called \`${missing}\`${names === "" ? "" : `; there is ${names}`}`;
}

const collect = (name: string, names: readonly string[]): readonly string[] => [...names, name];

const examples = `
Examples:
  graphc draw support.graph                     text for the terminal
  graphc draw support.graph --out support.svg   a picture; .html, .mmd and .dot likewise
  graphc draw flows --out pictures --format svg a file for each graph
  graphc draw support.graph --open-subgraphs --state --out support.html
  graphc draw support.graph --format mermaid    for a page in Markdown`;
