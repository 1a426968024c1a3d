import { Command } from "commander";
import type { Code, Diagnostic } from "../diagnostics/diagnostic.ts";
import { filesOf, type Entry, type Example } from "../diagnostics/family.ts";
import { colours } from "../diagnostics/render/colours.ts";
import { pretty } from "../diagnostics/render/pretty.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Source } from "../source/source.ts";
import { exit } from "./exit.ts";
import { layoutOf, type Io } from "./io.ts";
import { terminalMarkdown } from "./markdown.ts";
import type { Finish } from "./finish.ts";

/** Columns of explanations; longer lines are hard to read however wide the terminal is. */
const readable = 92;

export function explainCommand(io: Io, finish: Finish): Command {
  return new Command("explain")
    .summary("say what a code means and how to mend it")
    .description(
      "Explains a code with a graph that gets it and the same graph mended. Without a code, lists all of them.",
    )
    .argument("[code]", "a code such as G401")
    .addHelpText("after", examples)
    .action(async (code?: string) => {
      const { entries, groups } = await import("../diagnostics/catalogue/index.ts");
      const { colour, width } = layoutOf(io.stdout, io);
      const palette = colours(colour);
      if (code === undefined) {
        const list = groups.map((group) => [palette.strong(group.title), ...group.entries.map(line)].join("\n"));
        io.stdout.write(`${list.join("\n\n")}\n`);
        return;
      }
      const entry = entries.get(normalized(code));
      if (!entry) {
        const close = suggest(normalized(code), entries.keys());
        io.stderr.write(
          `graphc: there is no code \`${code}\`${close === undefined ? "" : `; did you mean ${close}?`}\n`,
        );
        io.stderr.write("`graphc explain` lists all codes.\n");
        finish(exit.usage);
        return;
      }
      const { findingsOf } = await import("./examples.ts");
      const findings = await findingsOf(entry);
      io.stdout.write(explanation(entry, findings, Math.min(width, readable), colour));
    });
}

function explanation(entry: Entry, findings: readonly Diagnostic[], width: number, colour: boolean): string {
  const palette = colours(colour);
  const markdown = (text: string): string => terminalMarkdown(text, width, palette);
  const parts = [
    `${palette[entry.severity](`${entry.severity}[${entry.code}]`)}${palette.strong(":")} ${markdown(entry.title)}`,
    markdown(entry.explanation),
    ...sections(entry).flatMap(([title, example]) => [
      palette.strong(title),
      ...filesOf(example).map((file) => markdown(fenced(file))),
      ...(example === entry.wrong ? findings.map((finding) => pretty(finding, width, palette)) : []),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The examples of a code, with their headings. */
function sections({ before, wrong, right }: Entry): readonly (readonly [string, Example])[] {
  return [...(before === undefined ? [] : [["Before", before] as const]), ["Wrong", wrong], ["Right", right]];
}

/** One file; it is named where it is not the only one. */
function fenced({ path, text }: Source): string {
  const title = path === "example.graph" ? "" : `\`${path}\`\n\n`;
  return `${title}\`\`\`${path.endsWith(".graph") ? "graph" : "ts"}\n${text}\`\`\``;
}

/** `401` and `g401` are `G401`. */
function normalized(code: string): Code {
  return `G${code.replace(/^g/i, "")}` as Code;
}

function line({ code, severity, title }: Entry): string {
  return `  ${code}  ${severity.padEnd(7)}  ${title}`;
}

const examples = `
Examples:
  graphc explain G401     what G401 means
  graphc explain          all codes`;
