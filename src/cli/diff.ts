import { Command } from "commander";
import type { Diff, Effect, GraphDiff } from "../diff/diff.ts";
import { visible } from "../diagnostics/render/cells.ts";
import { colours, type Colours } from "../diagnostics/render/colours.ts";
import type { Format } from "../diagnostics/render/formats.ts";
import { render } from "../diagnostics/render/render.ts";
import { count } from "../diagnostics/render/summary.ts";
import { withLevels } from "./diff-levels.ts";
import { exit, type ExitCode } from "./exit.ts";
import { layoutOf, type Io } from "./io.ts";
import { formatOption } from "./options.ts";
import { packageInfo } from "./package-info.ts";
import { report } from "./report.ts";
import type { Finish } from "./finish.ts";

interface Options {
  readonly format: Format;
}

export function diffCommand(io: Io, finish: Finish): Command {
  return new Command("diff")
    .summary("say what a change does to stored threads")
    .description(
      "Compares two versions of graphs, each a file, a folder or a revision of git: whether threads that the old one has stored can go on with the new one. Without <new>, a revision is compared with the work tree. Ends with 1 if some thread could not go on.",
    )
    .usage("[options] <old> [new] [-- paths...]")
    .argument("<old>", "file, folder or revision")
    .argument("[new]", "file, folder or revision (default: the work tree)")
    .argument("[paths...]", "behind --: the files and folders to compare between revisions")
    .addOption(formatOption())
    .addHelpText("after", examples)
    .action(
      async (old: string, second: string | undefined, rest: readonly string[], options: Options, command: Command) => {
        const [{ diff }, { openVersions }] = await Promise.all([
          import("../diff/diff.ts"),
          import("../project/versions.ts"),
        ]);
        const operands = [old, ...(second === undefined ? [] : [second]), ...rest];
        const named = operands.length - countBehindDashes(command);
        if (named < 1 || named > 2)
          command.error("error: name one or two versions, and paths behind `--`", { exitCode: exit.usage });
        const paths = operands.slice(named);
        const versions = await openVersions({ folder: io.folder, old, new: named === 2 ? second : undefined, paths });
        const result = diff(versions.old, versions.new, { oldPath: versions.oldPath });
        finish(await (result.isCompared ? show(result, options.format, io) : refuse(result, options.format, io)));
      },
    );
}

/** How many of the arguments stand behind `--`, which says that they are paths. */
function countBehindDashes({ parent }: Command): number {
  const raw = parent && "rawArgs" in parent && Array.isArray(parent.rawArgs) ? parent.rawArgs : [];
  const at = raw.indexOf("--");
  return at < 0 ? 0 : raw.length - at - 1;
}

/** Files with errors say nothing of threads. */
async function refuse({ diagnostics }: Diff, format: Format, io: Io): Promise<ExitCode> {
  await report(diagnostics, format, io);
  io.stderr.write("graphc: graphs with errors cannot be compared\n");
  return exit.usage;
}

async function show(compared: Diff, format: Format, io: Io): Promise<ExitCode> {
  const found = await withLevels(compared, io.folder);
  if ("problems" in found) return report(found.problems, format, io);
  const { graphs, diagnostics, isBreaking } = found.diff;
  const layout = { format, ...layoutOf(io.stdout, io), version: packageInfo().version };
  const changed = graphs.filter(({ changes }) => changes.length > 0);
  if (format === "pretty")
    io.stdout.write(
      changed
        .map((graph) => {
          const found = graph.changes.flatMap(({ diagnostic }) => diagnostic ?? []);
          return `${overview(graph, colours(layout.colour))}\n\n${render(found, layout)}`;
        })
        .join(""),
    );
  else io.stdout.write(render(diagnostics, layout));
  io.stderr.write(`${summary(graphs)}\n`);
  return isBreaking ? exit.findings : exit.ok;
}

/** The graph, and a line for each of its changes, the gravest first. */
function overview({ name, path, changes }: GraphDiff, palette: Colours): string {
  const paints: Readonly<Record<Effect, (text: string) => string>> = {
    "breaks waiting runs": palette.error,
    "needs a migration": palette.error,
    "needs a default": palette.error,
    "loses values": palette.warning,
    "not decided": palette.related,
    safe: palette.help,
  };
  const width = Math.max(...changes.map(({ effect }) => effect.length));
  const lines = effects.flatMap((effect) =>
    changes
      .filter((change) => change.effect === effect)
      .map(({ text }) => `  ${paints[effect](effect.padEnd(width))}  ${visible(text)}`),
  );
  return [`${palette.strong(name)} (${visible(path)})`, ...lines].join("\n");
}

const effects: readonly Effect[] = [
  "breaks waiting runs",
  "needs a migration",
  "needs a default",
  "loses values",
  "not decided",
  "safe",
];

/** `compared 2 graphs: 1 change breaks waiting runs, 3 changes are safe`. */
function summary(graphs: readonly GraphDiff[]): string {
  const compared = `compared ${count(graphs.length, "graph") || "no graphs"}`;
  const all = graphs.flatMap(({ changes }) => changes);
  if (all.length === 0) return `${compared}: nothing that threads keep has changed`;
  const parts = effects.flatMap((effect) => {
    const number = all.filter((change) => change.effect === effect).length;
    return number === 0 ? [] : [`${count(number, "change")} ${phrase(effect, number === 1)}`];
  });
  return `${compared}: ${parts.join(", ")}`;
}

function phrase(effect: Effect, isOne: boolean): string {
  if (effect === "safe" || effect === "not decided") return `${isOne ? "is" : "are"} ${effect}`;
  return isOne ? effect : effect.replace(/^(\w+)s\b/, "$1");
}

const examples = `
Examples:
  graphc diff main                      the work tree against the branch main
  graphc diff main HEAD                 for CI: what a branch does to stored threads
  graphc diff HEAD~1 -- flows           the graphs in one folder
  graphc diff old.graph new.graph       two files`;
