// A page for each code of the catalogue, with what graphc says of the wrong example, and a list of all codes.
import { findingsOf } from "../../src/cli/examples.ts";
import { entries, groups } from "../../src/diagnostics/catalogue/index.ts";
import { filesOf } from "../../src/diagnostics/family.ts";
import { render } from "../../src/diagnostics/render/render.ts";

const notice = "<!-- Generated from the catalogue of diagnostics by `npm run generate`. -->\n";

/** Who finds a code, for those that `graphc check` alone does not find. */
const finders = {
  types: "`graphc check --types` finds it with your own TypeScript.",
  diff: "`graphc diff` finds it between two versions of a graph.",
  program: "The types of the generated module refuse it, and at run time the function that makes the app throws.",
};

function fenced(language, text) {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`;
}

/** The files of an example; a file is named where it is not the only one. */
function files(example) {
  return filesOf(example).map(({ path, text }) => {
    const name = path === "example.graph" ? "" : `\`${path}\`:\n\n`;
    return `${name}${fenced(path.endsWith(".graph") ? "graph" : "ts", text)}`;
  });
}

async function page(entry) {
  const { code, severity, title, explanation, before, wrong, right, foundBy = "check" } = entry;
  const findings = render(await findingsOf(entry), { width: 100 });
  const effect = severity === "error" ? "An error: no module is made." : "A warning: the module is made all the same.";
  return [
    `${notice}# ${code}: ${title}\n`,
    `${foundBy === "check" ? effect : finders[foundBy]}\n`,
    `${explanation.trim()}\n`,
    ...(before === undefined ? [] : ["## Before\n", ...files(before)]),
    "## Wrong\n",
    ...files(wrong),
    ...(findings === "" ? [] : [fenced("text", findings)]),
    "## Right\n",
    ...files(right),
  ].join("\n");
}

function list() {
  const sections = groups.map((group) => {
    const rows = group.entries.map(
      ({ code, severity, title }) => `| [${code}](${code}.md) | ${severity} | ${title.replaceAll("|", "\\|")} |`,
    );
    return `## ${group.title}\n\n| code | severity | what |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `${notice}# Diagnostics\n\nWhat \`graphc check\` and \`graphc build\` can say. \`graphc explain CODE\` shows the same in a terminal.\n\n${sections.join("\n")}`;
}

export const generators = [
  { file: "docs/diagnostics/README.md", generate: list },
  ...[...entries.values()].map((entry) => ({ file: `docs/diagnostics/${entry.code}.md`, generate: () => page(entry) })),
];
