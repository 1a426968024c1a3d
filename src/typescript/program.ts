/** A TypeScript program over the user's files and the modules that graphc would make, which need not be written for it. */
import type { ts } from "ts-morph";
import { tsMorph } from "../emit/ts-morph.ts";
import { configurationAt } from "./options.ts";

export interface TypeProgram {
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
  readonly program: ts.Program;
  readonly options: ts.CompilerOptions;
  readonly readsJavaScript: boolean;
  /** The files that count for every other, because what they declare is global. */
  readonly declarations: readonly string[];
}

/**
 * @param configuration The path of the `tsconfig.json`.
 * @param files Texts by absolute path, which stand for what is on disk there.
 */
export function typeProgram(configuration: string | undefined, files: ReadonlyMap<string, string>): TypeProgram {
  const { Project, ts: compiler } = tsMorph();
  const { options, declarations, readsJavaScript } = configurationAt(configuration, compiler);
  const project = new Project({ compilerOptions: options, skipAddingFilesFromTsConfig: true });
  for (const path of declarations) project.addSourceFileAtPathIfExists(path);
  for (const [path, text] of files) project.createSourceFile(path, text, { overwrite: true });
  const program = project.getProgram().compilerObject;
  return { ts: compiler, checker: program.getTypeChecker(), program, options, readsJavaScript, declarations };
}
