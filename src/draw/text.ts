import { pauseText } from "./labels.ts";
import type { DrawnEdge, DrawnGraph, DrawnNode } from "./graph.ts";
import { isJunction, routesOf } from "./routes.ts";
import type { Routes } from "./routes.ts";

/**
 * Draws a graph with lines of text, the graphs inside it below. Single lines are branches (one of them is taken), double lines the members of a group
 * (all of them run), dashed lines error edges; `▼` is where they meet, `↑ name` and `↓ name` go on at what is drawn elsewhere.
 *
 * ```
 * Support
 *
 * start ─▶ classify
 *   ├─ "question" ─▶ answer
 *   ├─ "urgent" ─▶ signOff (asks)
 *   ▼
 * send ─▶ end
 * ```
 */
export function drawText(graph: DrawnGraph): string {
  return [...withSubgraphs(graph).values()].map((each) => new Drawing(each).text()).join("\n\n");
}

/** Where a line is broken between two nodes. */
const width = 100;

/** The graph and all below it, each once. */
function withSubgraphs(graph: DrawnGraph, found = new Map<string, DrawnGraph>()): ReadonlyMap<string, DrawnGraph> {
  if (found.has(graph.name)) return found;
  found.set(graph.name, graph);
  for (const node of graph.nodes) if (node.graph) withSubgraphs(node.graph, found);
  return found;
}

interface Stroke {
  readonly tee: string;
  readonly last: string;
  readonly rail: string;
  readonly dash: string;
}

const one: Stroke = { tee: "├", last: "└", rail: "│", dash: "─" };
const all: Stroke = { tee: "╠", last: "╚", rail: "║", dash: "═" };
const failed: Stroke = { tee: "├", last: "└", rail: "│", dash: "╌" };

/** Draws one graph; every node is drawn once. */
class Drawing {
  readonly #graph: DrawnGraph;
  readonly #routes: Routes;
  readonly #notes: ReadonlyMap<string, string>;
  readonly #drawn = new Set<string>();

  constructor(graph: DrawnGraph) {
    this.#graph = graph;
    this.#routes = routesOf(graph);
    this.#notes = new Map(graph.nodes.map((node) => [node.name, noteOn(node)]));
  }

  text(): string {
    return [this.#graph.name, "", ...this.#path("start", new Set(), 0, false)].join("\n");
  }

  /**
   * Lines from `node` on, up to where outer paths meet (`stops`) or to what is drawn elsewhere. `column` is where the first line begins;
   * a `recovery` lies behind an error edge and leaves to others what a run without failures passes.
   */
  #path(node: string, stops: ReadonlySet<string>, column: number, recovery: boolean): string[] {
    const lines: string[] = [];
    let line = this.#name(node);
    for (let at = node; ;) {
      this.#drawn.add(at);
      const out = this.#routes.out(at);
      const branches = out.length > 1 ? out : [];
      const arms = [...branches, ...this.#routes.errors(at)];
      const next = branches.length > 0 ? this.#next(at, out) : out[0]?.to;
      const draw = (inner: ReadonlySet<string>, more: boolean): string[] =>
        arms.flatMap((arm, index) => this.#arm(arm, inner, more || index < arms.length - 1, recovery));

      if (next === undefined || stops.has(next)) return [...lines, line, ...draw(stops, false)];
      const isLast = next === "end" || this.#isElsewhere(next, recovery);
      const name = isLast ? this.#elsewhere(next) : this.#name(next);
      const step = `${arrow(out[0]?.kind === "fork" ? all : one, out[0]?.label)}${name}`;
      if (branches.length === 0 && isLast) return [...lines, `${line}${step}`, ...draw(stops, false)];
      if (arms.length === 0 && column + line.length + step.length <= width) {
        line += step;
      } else {
        lines.push(line, ...draw(new Set([...stops, next]), true), "  ▼");
        if (isLast) return [...lines, name];
        line = name;
        column = 0;
      }
      at = next;
    }
  }

  /** Where the paths of a branch or a group meet again; absent where at most one arm leads there, or where the arms end. */
  #next(node: string, out: readonly DrawnEdge[]): string | undefined {
    const meeting = this.#routes.meeting(node);
    if (meeting === undefined || out.every((edge) => edge.kind === "fork")) return meeting;
    const leading = out.filter((edge) => this.#routes.leads(edge.to, meeting, node));
    return meeting === "end" || leading.length < 2 ? undefined : meeting;
  }

  #arm(edge: DrawnEdge, stops: ReadonlySet<string>, more: boolean, recovery: boolean): string[] {
    const isError = edge.kind === "error";
    const stroke = isError ? failed : edge.kind === "fork" ? all : one;
    const label = isError
      ? edge.label
        ? `on error, ${edge.label}`
        : "on error"
      : (edge.label ?? (edge.kind === "goto" ? "goto" : undefined));
    const head = `  ${more ? stroke.tee : stroke.last}${arrow(stroke, label).trimStart()}`;
    const isReference = this.#isElsewhere(edge.to, isError || recovery) || stops.has(edge.to);
    const [first = "", ...rest] = isReference
      ? [this.#elsewhere(edge.to)]
      : this.#path(edge.to, isError ? new Set() : stops, head.length, isError || recovery);
    return [`${head}${first}`, ...rest.map((line) => `  ${more ? stroke.rail : " "} ${line}`)];
  }

  #isElsewhere(node: string, recovery: boolean): boolean {
    return node !== "end" && (this.#drawn.has(node) || (recovery && this.#routes.isRegular(node)));
  }

  /** A node that is not drawn here but above or below. */
  #elsewhere(node: string): string {
    if (node === "end") return "end";
    return `${this.#drawn.has(node) ? "↑" : "↓"}${isJunction(node) ? "" : ` ${node}`}`;
  }

  #name(node: string): string {
    return isJunction(node) ? "◆" : `${node}${this.#notes.get(node) ?? ""}`;
  }
}

/** What stands in brackets behind a node's name. */
function noteOn({ kind, graph, pauses = [] }: DrawnNode): string {
  const notes = [...(graph ? [`graph ${graph.name}`] : kind === "ask" ? ["asks"] : []), ...pauses.map(pauseText)];
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}

const arrow = ({ dash }: Stroke, label: string | undefined): string =>
  label === undefined ? ` ${dash}▶ ` : ` ${dash} ${label} ${dash}▶ `;
