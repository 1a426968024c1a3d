/** Reads the user's TypeScript with ts-morph, and looks at the modules of one configuration. */
import type { ts } from "ts-morph";
import { emitUnformatted } from "../emit/emit.ts";
import { plan } from "../plan/plan.ts";
import { reporter, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CheckedModule } from "../compile.ts";
import { dependenciesOf } from "./dependencies.ts";
import { probesText } from "./probes.ts";
import { typeProgram } from "./program.ts";
import type { TypeProgram } from "./program.ts";
import { lookAt } from "./rules.ts";
import { Shown } from "./shown.ts";
import type { TypesOptions } from "./type-check.ts";
import { View } from "./view.ts";
import { ProjectError } from "../project/error.ts";

export interface Looked {
  readonly module: CheckedModule;
  readonly diagnostics: readonly Diagnostic[];
  /** The absolute paths of the files that the diagnostics depend on, beside `.graph` files; none where not all modules were found. */
  readonly dependencies: readonly string[] | undefined;
}

/** @param known All modules without errors: those that `modules` import must be there for them. */
export function look(
  modules: readonly CheckedModule[],
  known: readonly CheckedModule[],
  configuration: string | undefined,
  options: TypesOptions,
): readonly Looked[] {
  const { outputOf, rewriteImport, shownPath, files = new Map<string, string>() } = options;
  const texts = new Map(files);
  for (const { module, typing } of known) {
    const { path } = module.source;
    const rewrite = (specifier: string): string => rewriteImport(specifier, path);
    const text = emitUnformatted(module, typing, { rewriteImport: rewrite });
    texts.set(outputOf(path), `${text}\n${probesText(module, rewrite)}`);
  }
  const types = typeProgram(configuration, texts);
  const shown = new Shown(shownPath);
  return modules.map((one) => {
    const { module, typing } = one;
    const file = types.program.getSourceFile(outputOf(module.source.path));
    if (file === undefined) throw new Error(`The module of ${module.source.path} is not in the program.`);
    requireRuntime(file, module.source.path, types);
    const diagnostics: Diagnostic[] = [];
    const report = reporter(module.source, diagnostics);
    lookAt(
      module.graphs.map((graph) => plan(graph, typing)),
      new View({ module, typing, types, file, shown, report }),
    );
    return { module: one, diagnostics, dependencies: dependenciesOf(file, types, new Set(texts.keys())) };
  });
}

/** Without the runtime's types nothing could be said of a handler. */
function requireRuntime({ statements }: ts.SourceFile, path: string, { ts: compiler, checker }: TypeProgram): void {
  for (const statement of statements) {
    if (!compiler.isImportDeclaration(statement) || !compiler.isStringLiteral(statement.moduleSpecifier)) continue;
    const { text } = statement.moduleSpecifier;
    if (text === runtime && checker.getSymbolAtLocation(statement.moduleSpecifier) === undefined)
      throw new ProjectError(
        `cannot check types: \`@graphc/runtime\` is not installed for \`${path}\`; run \`npm install @graphc/runtime\``,
      );
  }
}

const runtime = "@graphc/runtime/generated";
