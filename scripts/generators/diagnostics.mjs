// A page for each code of the catalogue, with what graphc says of the wrong example, and a list of all codes.
import { check } from "../../src/compile.ts";
import { entries, groups } from "../../src/diagnostics/catalogue/index.ts";
import { render } from "../../src/diagnostics/render/render.ts";

const notice = "<!-- Generated from the catalogue of diagnostics by `npm run generate`. -->\n";

function fenced(language, text) {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`;
}

function page(entry) {
  const { code, severity, title, explanation, wrong, right } = entry;
  const findings = check([{ path: "example.graph", text: `${wrong.trim()}\n` }]);
  // What only a program can do wrong has one example, in which nothing is found.
  const examples =
    wrong === right
      ? [`## Example\n\n${fenced("graph", right)}`]
      : [
          `## Wrong\n\n${fenced("graph", wrong)}`,
          fenced("text", render(findings, { width: 100 })),
          `## Right\n\n${fenced("graph", right)}`,
        ];
  return [
    `${notice}# ${code}: ${title}\n`,
    severity === "error" ? "An error: no module is made.\n" : "A warning: the module is made all the same.\n",
    `${explanation.trim()}\n`,
    ...examples,
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
