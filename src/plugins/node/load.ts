/** What Node is given for a file that it cannot read itself. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { lazyCompiler, type Compiler } from "../compiler.ts";
import { withMap } from "../inline-map.ts";
import { keptModules, type Kept } from "./kept.ts";

/** The text of an ES module; or why there is none, as people read it. */
export type Loaded = { readonly source: string } | { readonly refused: string };

/** Reads the file of a `file:` URL that `isGraph` or `isTypeScript` is true of. */
export type Load = (url: string) => Promise<Loaded>;

export function isGraph(url: string): boolean {
  return /^file:[^?#]*\.graph($|[?#])/.test(url);
}

/** TypeScript of a project: nobody publishes it, and Node refuses to read it below `node_modules`. */
export function isTypeScript(url: string): boolean {
  return /^file:[^?#]*\.m?ts($|[?#])/.test(url) && !url.includes("/node_modules/");
}

export function loader(): Load {
  const compiler = lazyCompiler();
  const kept = keptModules();
  return async (url) => {
    const path = fileURLToPath(url);
    const source = kept.read(path);
    if (source !== undefined) return { source };
    return isGraph(url) ? graph(path, compiler, kept) : typeScript(path, kept);
  };
}

async function graph(path: string, compiler: Compiler, kept: Kept): Promise<Loaded> {
  const { output, errors, texts } = await (await compiler()).make(path);
  if (output !== undefined) {
    const source = withMap(output.code, output.map);
    if (texts !== undefined) await kept.write(path, source, texts);
    return { source };
  }
  const { text } = await import("../findings.ts");
  return { refused: text(errors) };
}

/** Types are taken out without looking at other files; what a whole program of TypeScript knows is the business of `tsc`. */
async function typeScript(path: string, kept: Kept): Promise<Loaded> {
  const [{ tsMorph }, text] = await Promise.all([import("../../emit/ts-morph.ts"), readFile(path, "utf8")]);
  const { ts } = tsMorph();
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      inlineSourceMap: true,
      inlineSources: true,
    },
  });
  const [wrong] = diagnostics ?? [];
  if (wrong?.file === undefined || wrong.start === undefined) {
    await kept.write(path, outputText, new Map([[path, text]]));
    return { source: outputText };
  }
  const { line, character } = wrong.file.getLineAndCharacterOfPosition(wrong.start);
  const message = ts.flattenDiagnosticMessageText(wrong.messageText, "\n");
  return {
    refused: `${path}:${line + 1}:${character + 1}: TS${wrong.code}: ${message}\n  ${text.split("\n")[line]?.trim()}`,
  };
}
