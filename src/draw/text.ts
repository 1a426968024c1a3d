import type { DrawnEdge, DrawnGraph } from "./graph.ts";
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
    this.#notes = new Map(
      graph.nodes.flatMap(({ name, kind, graph: inner }) =>
        inner ? [[name, ` (graph ${inner.name})`]] : kind === "ask" ? [[name, " (asks)"]] : [],
      ),
    );
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
    let at = node;
    for (;;) {
      this.#drawn.add(at);
      const out = this.#routes.out(at);
      const arms = [...(out.length > 1 ? out : []), ...this.#routes.errors(at)];
      const [only] = out;
      const next = out.length > 1 ? this.#next(at, out) : only?.to;
      const goesOn = next !== undefined && !stops.has(next);
      if (arms.length > 0) {
        lines.push(line);
        const inner = new Set(next === undefined ? stops : [...stops, next]);
        const rail = (index: number): boolean => index < arms.length - 1 || goesOn;
        arms.forEach((arm, index) => lines.push(...this.#arm(arm, inner, rail(index), recovery)));
        if (next === undefined || stops.has(next)) return lines;
        lines.push("  ▼");
        if (this.#isElsewhere(next, recovery)) return [...lines, this.#elsewhere(next)];
        line = this.#name(next);
      } else {
        if (next === undefined || stops.has(next)) return [...lines, line];
        const elsewhere = this.#isElsewhere(next, recovery);
        const step = `${arrow(only?.kind === "fork" ? all : one, only?.label)}${elsewhere ? this.#elsewhere(next) : this.#name(next)}`;
        if (column + line.length + step.length > width) {
          lines.push(line, "  ▼");
          line = this.#name(next);
        } else line += step;
        if (elsewhere) return [...lines, line];
      }
      at = next;
      if (at === "end") return [...lines, line];
      column = lines.length > 0 ? 0 : column;
    }
  }

  /** Where the paths of a branch or a group meet. A branch whose arms all end has no such place: the arms say so themselves. */
  #next(node: string, out: readonly DrawnEdge[]): string | undefined {
    const meeting = this.#routes.meeting(node);
    return meeting === "end" && out.some((edge) => edge.kind !== "fork") ? undefined : meeting;
  }

  #arm(edge: DrawnEdge, stops: ReadonlySet<string>, more: boolean, recovery: boolean): string[] {
    const isError = edge.kind === "error";
    const stroke = isError ? failed : edge.kind === "fork" ? all : one;
    const label = isError ? (edge.label ? `on error, ${edge.label}` : "on error") : (edge.label ?? goto(edge));
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

const goto = ({ kind }: DrawnEdge): string | undefined => (kind === "goto" ? "goto" : undefined);

const arrow = ({ dash }: Stroke, label: string | undefined): string =>
  label === undefined ? ` ${dash}▶ ` : ` ${dash} ${label} ${dash}▶ `;
