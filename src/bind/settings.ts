/** The settings of a graph: `limit`, `version`, `migrate`, `interrupt`, `defaults`. */
import type * as ast from "../ast/ast.ts";
import { G201 } from "../diagnostics/catalogue/g2.ts";
import { G506 } from "../diagnostics/catalogue/g5.ts";
import { importedFunction } from "./functions.ts";
import { bindHandlerOptions, handlerOptionNames, isCount, sortOptions } from "./options.ts";
import type { HandlerOptions, OptionScope } from "./options.ts";
import type { FileScope } from "./scope.ts";
import type { MigrationSymbol, NodeSymbol } from "./symbols.ts";

/** The only statement of a kind; others of it are reported. */
function single<Kind extends ast.Statement["kind"]>(
  graph: ast.Graph,
  kind: Kind,
  name: string,
  { report, source }: FileScope,
): Extract<ast.Statement, { kind: Kind }> | undefined {
  type Wanted = Extract<ast.Statement, { kind: Kind }>;
  const [first, ...others] = graph.statements.filter((statement): statement is Wanted => statement.kind === kind);
  for (const other of others) {
    const related = first ? [{ source, span: first.span, message: "it is written here first" }] : [];
    report(G506.twice(name), other.span, { related });
  }
  return first;
}

export function bindDefaults(scope: OptionScope): HandlerOptions {
  const node = single(scope.graph, "Defaults", "defaults", scope.file);
  if (!node) return {};
  const options = sortOptions(node.options, handlerOptionNames, "nodes that TypeScript implements", scope.file);
  return bindHandlerOptions(options, scope);
}

/** How many steps a run may take: 100 where nothing is written. */
export function bindLimit(graph: ast.Graph, scope: FileScope): number {
  const node = single(graph, "Limit", "limit", scope);
  if (node && !isCount(node.steps)) scope.report(G506.senseless("limit", "is a whole number from 1"), node.steps.span);
  return node?.steps.value ?? 100;
}

/** The version of the stored state: 1 where nothing is written. */
export function bindVersion(graph: ast.Graph, scope: FileScope): number {
  const node = single(graph, "Version", "version", scope);
  if (node && !isCount(node.version)) {
    scope.report(G506.senseless("version", "is a whole number from 1"), node.version.span);
  }
  return node?.version.value ?? 1;
}

/** The migrations, oldest first. Where there are any, they lead step by step to the version of the graph. */
export function bindMigrations(graph: ast.Graph, version: number, scope: FileScope): readonly MigrationSymbol[] {
  const found: MigrationSymbol[] = [];
  for (const node of graph.statements) {
    if (node.kind !== "Migrate") continue;
    const using = importedFunction(node.using, scope);
    const from = node.from.value;
    const to = node.to.value;
    if (!isCount(node.from) || to !== from + 1) {
      scope.report(G506.senseless(`migrate ${from} -> ${to}`, "does not lead from one version to the next"), node.span);
    } else if (found.some((other) => other.from === from)) {
      scope.report(G506.twice(`migrate ${from} -> ${to}`), node.span);
    } else if (to > version) {
      const why = `leads beyond the graph's version, which is ${version}`;
      scope.report(G506.senseless(`migrate ${from} -> ${to}`, why), node.span);
    } else if (using) {
      found.push({ from, to, using, node });
    } else {
      return [];
    }
  }
  const sorted = found.toSorted((a, b) => a.from - b.from);
  if (!graph.incomplete) reportGap(sorted, version, scope);
  return sorted;
}

function reportGap(migrations: readonly MigrationSymbol[], version: number, { report }: FileScope): void {
  for (const [index, { to, node }] of migrations.entries()) {
    const next = migrations[index + 1]?.from ?? version;
    if (to === next) continue;
    const setting = `migrate ${node.from.value} -> ${to}`;
    report(G506.senseless(setting, `is not followed by \`migrate ${to} -> ${to + 1}\``), node.span);
    return;
  }
}

export interface Interrupts {
  readonly interruptBefore: readonly NodeSymbol[];
  readonly interruptAfter: readonly NodeSymbol[];
}

export function bindInterrupts(graph: ast.Graph, nodes: ReadonlyMap<string, NodeSymbol>, scope: FileScope): Interrupts {
  const found = { before: new Set<NodeSymbol>(), after: new Set<NodeSymbol>() };
  for (const statement of graph.statements) {
    if (statement.kind !== "Interrupt") continue;
    const into = found[statement.when];
    for (const { name, span } of statement.nodes) {
      const node = nodes.get(name);
      if (!node) {
        const known = graph.incomplete
          ? undefined
          : scope.unknown.candidates(graph, "node", name, span, () => nodes.keys());
        if (known) scope.report(G201.node(name, known), span);
      } else if (into.has(node)) {
        scope.report(G506.fieldTwice(`interrupt ${statement.when}`, name), span);
      } else {
        into.add(node);
      }
    }
  }
  return { interruptBefore: [...found.before], interruptAfter: [...found.after] };
}
