/** G9xx: the configuration, and the modules on disk. */
import type { Code } from "../diagnostic.ts";
import { family, helped } from "../family.ts";
import { didYouMean, suggest, type Suggestion } from "../suggest.ts";

const config = (body: string): readonly { readonly path: string; readonly text: string }[] => [
  { path: "graphc.config.ts", text: `import { defineConfig } from "graphc/config";\n\n${body}` },
];

const right = config(`export default defineConfig({
  outDir: "generated",
});
`);

export const G901 = family(
  {
    code: "G901",
    severity: "error",
    title: "configuration that cannot be read",
    explanation: `\`graphc.config.ts\` is a program that exports the options for the graphs below its folder. It must run to its end, and its default export must be an object; a function or a promise is none.

While a configuration cannot be read, nothing is built or checked: where modules go and what counts as an error would be guesses.`,
    foundBy: "configuration",
    wrong: config(`export const options = defineConfig({
  outDir: "generated",
});
`),
    right,
  },
  {
    syntax: (reason: string) => `the configuration is not valid TypeScript: ${reason}`,
    throws: (reason: string) => `the configuration cannot be read, because it throws: ${reason}`,
    exits: () =>
      helped(
        "the configuration ends the process: it calls `process.exit`",
        "export the options to the end; to stop with a message, throw an error",
      ),
    name: (name: string) =>
      helped(
        `a configuration called \`${name}\` is not read`,
        "call it `graphc.config.ts`, and write `export default defineConfig({ … })`",
      ),
    missing: (specifier: string, importer?: string) =>
      helped(
        `the configuration cannot be read: there is no module \`${specifier}\`${importer === undefined ? "" : `, which \`${importer}\` imports`}`,
        specifier.startsWith(".")
          ? `paths start from the folder of the ${importer === undefined ? "configuration" : "file that imports"}`
          : "is it installed here?",
      ),
    unreadable: (reason: string) => `the configuration cannot be read: ${reason}`,
    noDefault: () => helped("the configuration has no default export", "write `export default defineConfig({ … })`"),
    notObject: (kind: string) =>
      helped(`the configuration is ${kind}, not an object with options`, "write `export default defineConfig({ … })`"),
    several: (kept: string, other: string) =>
      helped(
        `there is a second configuration in this folder, \`${other}\``,
        `keep one of \`${kept}\` and \`${other}\``,
      ),
  },
);

export const G902 = family(
  {
    code: "G902",
    severity: "error",
    title: "unknown option",
    explanation: `An option that graphc does not know does nothing. Mostly it is a slip of the keyboard, and what it was meant to do is not done; so it is an error rather than ignored.

The options are \`include\`, \`exclude\`, \`outDir\`, \`emit\`, \`importExtensions\` and \`warnings\`.`,
    foundBy: "configuration",
    wrong: config(`export default defineConfig({
  outdir: "generated",
});
`),
    right,
  },
  {
    unknown: (name: string, options: readonly string[]) =>
      helped(
        `there is no option \`${name}\``,
        didYouMean(name, options) ?? `the options are ${options.map((option) => `\`${option}\``).join(", ")}`,
      ),
  },
);

export const G903 = family(
  {
    code: "G903",
    severity: "error",
    title: "wrong value of an option",
    explanation: `Each option has a type, which \`defineConfig\` shows in an editor; a value that comes from elsewhere may still be another one. Globs and \`outDir\` start from the folder of the configuration, and globs stay below it: what lies elsewhere has a configuration of its own, or none.`,
    foundBy: "configuration",
    wrong: config(`export default defineConfig({
  include: "flows/**/*.graph",
});
`),
    right: config(`export default defineConfig({
  include: ["flows/**/*.graph"],
});
`),
  },
  {
    type: (option: string, wanted: string, kind: string) => `\`${option}\` must be ${wanted}, and is ${kind}`,
    word: (option: string, given: string, words: readonly string[]) => {
      const meant = suggest(given, words);
      const all = words.map((word) => `\`"${word}"\``).join(", ");
      return helped(
        `\`${option}\` cannot be \`"${given}"\``,
        meant === undefined ? `it is one of ${all}` : `did you mean \`"${meant}"\`?`,
      );
    },
    empty: (option: string) => helped(`\`${option}\` is empty`, "name a place, or leave it out"),
    outside: (option: string, glob: string) =>
      helped(
        `\`${glob}\` leads out of the folder of the configuration`,
        `\`${option}\` is about the graphs below that folder; put the configuration into a folder above, or name paths on the command line`,
      ),
  },
);

export const G904 = family(
  {
    code: "G904",
    severity: "error",
    title: "level of a code that has none",
    explanation: `\`warnings\` says what single warnings count as: \`"error"\`, \`"warning"\` or \`"off"\`. An error cannot be turned off or down, because a graph with an error would not run as it is written; and a code that nothing has would have no effect.

A warning at a single place is silenced there, with a reason: \`// graphc-ignore G406: the dashboard reads it\`.`,
    foundBy: "configuration",
    wrong: config(`export default defineConfig({
  warnings: { G401: "off" },
});
`),
    right: config(`export default defineConfig({
  warnings: { G406: "off" },
});
`),
  },
  {
    error: (code: Code) =>
      helped(
        `\`${code}\` is an error, and stays one: its level cannot be set`,
        `\`graphc explain ${code}\` says how to mend it`,
      ),
    unknown: (code: string, codes: readonly Code[]) =>
      helped(`no warning has the code \`${code}\``, meantCode(code, codes) ?? "`graphc explain` lists all codes"),
  },
);

/** Codes differ in single digits, so that one that is close says nothing; the same digits in another spelling do. */
function meantCode(written: string, codes: readonly Code[]): Suggestion | undefined {
  const digits = written.replaceAll(/\D/g, "");
  const meant = codes.find((code) => code === `G${digits}`);
  return meant && { help: `did you mean \`${meant}\`?`, instead: { written, meant, safe: false } };
}

const greeting = `graph Hello {
  state {
    input name: string
    output greeting: string
  }
  node greet => { greeting: \`Hello, \${name}!\` }
  start -> greet -> end
}
`;

export const G905 = family(
  {
    code: "G905",
    severity: "error",
    title: "module that is not up to date",
    explanation: `\`graphc build --check\` compiles the graphs and compares what comes of them with what is on disk. It finds a module that somebody edited, one whose source has changed since, one of another version of graphc, and one that was never written. It ends with 3 and changes nothing; \`graphc build\` writes the module anew.

It also finds files that graphc has made of a graph that is gone, or that became other files when the configuration changed. \`graphc build\` removes those, unless they were edited since, or unless its cache does not know them, so that they may have been: delete those yourself.

Line endings do not count: version control may change them.`,
    foundBy: "outputs",
    wrong: [
      { path: "example.graph", text: greeting },
      { path: "example.graph.ts", text: "// What was made of the graph before it was changed.\nexport {};\n" },
    ],
    right: greeting,
  },
  {
    stale: (path: string) => helped(`\`${path}\` is not what this file compiles to`, "run `graphc build`"),
    gone: (path: string, source: string) =>
      helped(
        `\`${path}\` is left over: \`${source}\`, which it was made from, is gone`,
        "run `graphc build`, or delete it",
      ),
    elsewhere: (path: string, source: string) =>
      helped(`\`${path}\` is left over: \`${source}\` becomes other files now`, "run `graphc build`, or delete it"),
    missing: (path: string) => helped(`\`${path}\` is missing, which this file compiles to`, "run `graphc build`"),
  },
);
