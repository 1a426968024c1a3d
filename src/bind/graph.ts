import type * as ast from "../ast/ast.ts";
import type { ObjectMember } from "../types/type.ts";
import { linkFlow } from "./link.ts";
import { bindFields } from "./fields.ts";
import { importedFunction } from "./functions.ts";
import { bindLets } from "./lets.ts";
import { NameTable } from "./names.ts";
import { bindNodes } from "./nodes.ts";
import type { FileScope } from "./scope.ts";
import { bindDefaults, bindInterrupts, bindLimit, bindMigrations, bindVersion } from "./settings.ts";
import type { GraphSymbol } from "./symbols.ts";
import { resolveMembers } from "./type-node.ts";

/** Everything of a graph beside its name. The types of all files are known. */
export function bindGraph({ node: graph }: GraphSymbol, scope: FileScope): Partial<GraphSymbol> {
  const names = new NameTable(scope);
  const fields = bindFields(graph, scope, names);
  const lets = bindLets(graph, scope, names);
  const options = { file: scope, graph, fields };
  const nodes = bindNodes({ ...options, lets, defaults: bindDefaults(options) });
  const flow = linkFlow(graph, nodes, (router) => importedFunction(router, scope), scope);
  const version = bindVersion(graph, scope);
  return {
    context: bindMembers(graph, "ContextBlock", "context member", scope),
    events: bindMembers(graph, "EventsBlock", "event", scope),
    fields,
    lets,
    nodes,
    limit: bindLimit(graph, scope),
    version,
    migrations: bindMigrations(graph, version, scope),
    ...bindInterrupts(graph, nodes, scope),
    flow,
  };
}

/** The members of all `context` or all `events` blocks of a graph. */
function bindMembers(
  graph: ast.Graph,
  kind: "ContextBlock" | "EventsBlock",
  what: string,
  scope: FileScope,
): readonly ObjectMember[] {
  const names = new NameTable(scope);
  return graph.statements.flatMap((statement) =>
    statement.kind === kind ? resolveMembers(statement.members, scope, what, names) : [],
  );
}
