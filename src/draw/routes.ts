import type { DrawnEdge, DrawnGraph } from "./graph.ts";
import { meetingPoints } from "./meetings.ts";

/** Where paths go in one graph, and where they meet again. */
export interface Routes {
  /** The ways out of a node, without its error edges. */
  out(node: string): readonly DrawnEdge[];
  errors(node: string): readonly DrawnEdge[];
  /** The first node that every path from here comes through, whatever it does; absent if there is none. */
  meeting(node: string): string | undefined;
  /** Whether a path leads from one node to another without passing a third. */
  leads(from: string, to: string, past: string): boolean;
  /** Whether a run without failures can come here. */
  isRegular(node: string): boolean;
}

/** A place without a name where paths part or meet: a branch directly behind a group, or inside of another branch. */
const junction = "◆";

/** Stands between the arms on an edge's way. */
const separator = " -> ";

export const isJunction = (node: string): boolean => node.startsWith(junction);

export function routesOf(graph: DrawnGraph): Routes {
  const errors = bySource(graph.edges.filter((edge) => edge.kind === "error"));
  const out = meetingJunctions(splittingJunctions(bySource(graph.edges.filter((edge) => edge.kind !== "error"))));
  const regular = reachable("start", out);
  const meetings = meetingPoints(out);
  return {
    out: (node) => out.get(node) ?? [],
    errors: (node) => errors.get(node) ?? [],
    meeting: (node) => meetings.get(node),
    leads: (from, to, past) => from !== past && reachable(from, out, past).has(to),
    isRegular: (node) => regular.has(node),
  };
}

type Edges = ReadonlyMap<string, readonly DrawnEdge[]>;

function bySource(edges: readonly DrawnEdge[]): Map<string, readonly DrawnEdge[]> {
  const map = new Map<string, DrawnEdge[]>();
  for (const edge of edges) {
    const list = map.get(edge.from);
    if (list) list.push(edge);
    else map.set(edge.from, [edge]);
  }
  return map;
}

/**
 * An arm that is a branch or a group itself, known by the common beginning of labels (`else -> for x in xs`), becomes a junction of its own.
 * The two ends of a bound stay where they are.
 */
function splittingJunctions(out: Edges): Edges {
  const result = new Map<string, readonly DrawnEdge[]>();
  const split = (node: string, edges: readonly DrawnEdge[]): void => {
    const own: DrawnEdge[] = [];
    const arms = new Map<string, DrawnEdge[]>();
    for (const edge of edges) {
      const arm = edge.label?.split(separator, 1)[0] ?? "";
      const siblings = edges.filter(({ label }) => label?.startsWith(arm + separator));
      if (siblings.length < 2 || !siblings.includes(edge) || siblings.every(({ kind }) => kind === "bound")) {
        own.push(edge.label ? { ...edge, label: edge.label.replaceAll(separator, ", ") } : edge);
        continue;
      }
      const name = `${junction}${node} ${arm}`;
      if (!arms.has(arm))
        own.push({ from: node, to: name, kind: edge.kind === "fork" ? "branch" : edge.kind, label: arm });
      const label = edge.label?.slice(arm.length + separator.length) ?? "";
      arms.set(arm, [...(arms.get(arm) ?? []), { ...edge, from: name, label }]);
    }
    result.set(node, own);
    for (const [arm, inner] of arms) split(`${junction}${node} ${arm}`, inner);
  };
  for (const [node, edges] of out) split(node, edges);
  return result;
}

/** Nodes that share all of several ways out are led to one junction that has them. */
function meetingJunctions(out: Edges): Edges {
  const sharing = new Map<string, string[]>();
  for (const [node, edges] of out) {
    if (edges.length < 2 && !(edges[0]?.label !== undefined && isFork(edges[0]))) continue;
    const key = JSON.stringify(edges.map(({ to, kind, label }) => [to, kind === "join" ? "" : kind, label]));
    sharing.set(key, [...(sharing.get(key) ?? []), node]);
  }
  const result = new Map(out);
  for (const nodes of sharing.values()) {
    const [first] = nodes;
    if (nodes.length < 2 || first === undefined) continue;
    const name = `${junction}${first}`;
    const edges = out.get(first) ?? [];
    result.set(
      name,
      edges.map((edge) => ({
        ...edge,
        from: name,
        kind: isFork(edge) ? "fork" : edge.kind === "join" ? "branch" : edge.kind,
      })),
    );
    for (const node of nodes) result.set(node, [{ from: node, to: name, kind: "next" }]);
  }
  return result;
}

/** Behind a group, the members of another are joins by kind; what is mapped or has a condition shows in the label. */
const isFork = ({ kind, label }: DrawnEdge): boolean =>
  kind === "join" && (label === undefined || /^(for|if) /.test(label));

function reachable(start: string, out: Edges, past?: string): ReadonlySet<string> {
  const found = new Set([start]);
  for (const node of found) for (const { to } of out.get(node) ?? []) if (to !== past) found.add(to);
  return found;
}
