/** What errors leave open about the paths of a graph, so that what follows from what is known can still be said. */
import type * as ast from "../../ast/ast.ts";
import { childrenOf } from "../../ast/children.ts";
import { writesOf } from "../../bind/effects.ts";
import { namesInFlow } from "../../bind/link/chains.ts";
import type { Fault, FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import type { Span } from "../../source/source.ts";
import { isInside } from "../places.ts";
import type { Typing } from "../typing.ts";
import type { Point } from "./points.ts";

/** What must not be relied on in a graph. What is neither lost, opaque nor doubtful stays true whatever mends the errors. */
export interface Doubts {
  /** Whether anything may be missing: a statement could not be read, or what `defaults` says of all nodes is not known. */
  readonly isLost: boolean;
  /** Whether it is not known what nodes wait for: what interrupts the run has an error. */
  readonly isWaitingUnknown: boolean;
  /** Whether what happens at a point, or where paths go from there, is not known. That a path leads to it is. */
  isOpaque(point: Point): boolean;
  isOpaqueNode(node: NodeSymbol): boolean;
  /** Whether an expression has no error, and those of the `let`s in it have none. */
  isKnown(expression: ast.Expression): boolean;
  /** Whether a field's own declaration is in doubt, or a node writes it that no path leads to and that one probably should. */
  isDoubtful(field: FieldSymbol): boolean;
}

/** Errors that leave flow and writes as they are: of names in the generated module, types, reducers, and what is said of paths or of the arms of a branch. */
const harmless = /^G(?:206|3|40[1-6]|409|50[1-4]|60[12349])/;
/** Errors of edges of which it is known node by node what they leave open. */
const ofNodes = /^G(?:201|60[568])/;

/** @param faults Those that touch the graph, in the order of the text. */
export function doubtsOf(graph: GraphSymbol, typing: Typing, faults: readonly Fault[]): Doubts {
  return new FaultyGraph(graph, typing, faults);
}

class FaultyGraph implements Doubts {
  isLost: boolean;
  isWaitingUnknown = false;
  readonly #graph: GraphSymbol;
  readonly #typing: Typing;
  /** In the order of the text. */
  readonly #faults: readonly Fault[];
  readonly #nodes = new Set<NodeSymbol>();
  readonly #points = new Map<Point, boolean>();
  readonly #fields = new Set<FieldSymbol>();
  /** Groups and branches that several places lead to. */
  readonly #steps = new Set<unknown>();

  constructor(graph: GraphSymbol, typing: Typing, faults: readonly Fault[]) {
    this.#graph = graph;
    this.#typing = typing;
    this.#faults = faults;
    this.isLost = graph.node.incomplete || graph.flow.findings.starts.length > 1;
    this.#doubtFlow();
    for (const statement of graph.node.statements) {
      const found = this.#within(statement.span);
      if (found.length > 0) this.#doubtStatement(statement, found);
    }
    this.#doubtUnreached();
  }

  isOpaqueNode(node: NodeSymbol): boolean {
    return (
      node.index < 0 || this.#nodes.has(node) || (node.form.kind === "subgraph" && node.form.graph.node.incomplete)
    );
  }

  isOpaque(point: Point): boolean {
    const found = this.#points.get(point) ?? this.#findOpaque(point);
    this.#points.set(point, found);
    return found;
  }

  #findOpaque(point: Point): boolean {
    if (point.kind === "node") return this.isOpaqueNode(point.node);
    if (point.kind !== "way") return false;
    const { way } = point;
    if (way.kind !== "node" && this.#steps.has(way.at)) return true;
    switch (way.kind) {
      case "match":
        return (
          !this.isKnown(way.subject) || way.arms.some(({ patterns }) => patterns?.some((one) => this.#isFaulty(one)))
        );
      case "when":
        return way.arms.some(({ condition }) => condition && !this.isKnown(condition));
      case "bound":
        return this.#isFaulty(way.at);
      case "group":
        return way.members.some(({ condition }) => condition && !this.isKnown(condition));
      default:
        return false;
    }
  }

  isKnown(expression: ast.Expression): boolean {
    if (this.#faults.length === 0) return true;
    const seen = new Set<ast.Expression>();
    const open = [expression];
    for (let inner = open.pop(); inner; inner = open.pop()) {
      if (seen.has(inner)) continue;
      seen.add(inner);
      if (this.#isFaulty(inner)) return false;
      open.push(...childrenOf(inner));
      const symbol = inner.kind === "Name" ? this.#typing.names.get(inner) : undefined;
      if (symbol?.kind === "let") open.push(symbol.value);
    }
    return true;
  }

  isDoubtful(field: FieldSymbol): boolean {
    return this.#fields.has(field);
  }

  /** Nodes with two ways have none in the flow, and nodes in two places stand in one of them. */
  #doubtFlow(): void {
    for (const { what, first, second } of this.#graph.flow.findings.crossings) {
      if (what.kind === "node") this.#nodes.add(what);
      else this.#steps.add(what);
      for (const { from } of [first, second]) if (from) this.#nodes.add(from);
    }
  }

  #doubtStatement(statement: ast.Statement, found: readonly Fault[]): void {
    const faults = found.filter(({ code }) => !harmless.test(code));
    switch (statement.kind) {
      case "StateBlock":
        for (const field of statement.fields) this.#doubtField(field);
        return;
      case "Defaults":
        this.isLost ||= faults.some(({ span }) => !isInReads(statement.options, span));
        return;
      case "Interrupt":
        this.isWaitingUnknown = true;
        return;
      case "Node":
      case "Ask": {
        const node = this.#graph.nodes.get(statement.name.name);
        const isOfWrites = ({ span }: Fault): boolean =>
          !isInReads(statement.options, span) && !isOfValue(statement, span);
        if (node && faults.some(isOfWrites)) this.#nodes.add(node);
        return;
      }
      case "Edge":
        // What stands behind an `end` was to come before it.
        if (found.some(({ code }) => code === "G501") || faults.some(({ code }) => !ofNodes.test(code)))
          this.#doubtEdge(statement);
        return;
      default:
        return;
    }
  }

  #doubtField({ span, name }: ast.Field): void {
    const field = this.#graph.fields.get(name.name);
    const isInDoubt = this.#within(span).some(({ code }) => code.startsWith("G1") || code === "G202");
    if (field && isInDoubt) this.#fields.add(field);
  }

  #doubtEdge(edge: ast.Edge): void {
    for (const { name } of namesInFlow({ ...this.#graph.node, statements: [edge] })) {
      const node = this.#graph.nodes.get(name);
      if (node) this.#nodes.add(node);
      if (name === "start") this.isLost = true;
    }
  }

  /** A node that no path leads to is missing somewhere, and what it writes with it. */
  #doubtUnreached(): void {
    for (const node of this.#graph.nodes.values()) {
      if (this.#graph.flow.places.has(node)) continue;
      this.isLost ||= this.isOpaqueNode(node);
      for (const { field } of writesOf(node, this.#graph)) this.#fields.add(field);
    }
  }

  /** The errors that lie in a stretch of the text, or in a line of it. */
  #within({ start, end }: Span): readonly Fault[] {
    const first = this.#firstFrom(start);
    const before = this.#faults[first - 1];
    const from = before && before.span.end > start ? first - 1 : first;
    let to = first;
    while (to < this.#faults.length && (this.#faults[to] as Fault).span.start <= end) to++;
    return this.#faults.slice(from, to);
  }

  #isFaulty({ span }: ast.Expression | ast.Bound): boolean {
    const next = this.#faults[this.#firstFrom(span.start)];
    return next !== undefined && next.span.start < span.end;
  }

  /** The index of the first error that begins at an offset or behind it. */
  #firstFrom(offset: number): number {
    let low = 0;
    let high = this.#faults.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#faults[middle] as Fault).span.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether an error is of what a node reads, waits or keeps: of an option that says nothing of what it writes. */
function isInReads(options: readonly ast.Option[], span: Span): boolean {
  return options.some(
    (option) => option.kind !== "WritesOption" && option.kind !== "InOption" && isBehind(option, span),
  );
}

/** A repeated option is reported where it begins; what stands in it, behind that. */
function isBehind(option: ast.Option, span: Span): boolean {
  return span.start > option.span.start && isInside(span, option.span);
}

function isOfValue({ update, parameters }: ast.Node | ast.Ask, span: Span): boolean {
  return (
    update?.properties.some(
      (property) => property.kind === "Property" && !property.shorthand && isInside(span, property.value.span),
    ) === true || parameters?.some((parameter) => isInside(span, parameter.type.span)) === true
  );
}
