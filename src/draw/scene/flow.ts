import type * as ast from "../../ast/ast.ts";
import type { FlowMember, GroupWay, NodeWay, Way } from "../../bind/flow.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { sourceText } from "../../plan/source-text.ts";
import { Canvas } from "./canvas.ts";
import { hintsOf, nodeCard, pausesOf, plainCard, titleOf } from "./cards.ts";
import type { ArrowKind, BoxKind } from "./scene.ts";

export interface FlowOptions {
  /** Stands before the ids, so that those of several graphs differ. */
  readonly prefix: string;
  /** Draws the graph that a node runs into its box; absent: the node is a card. */
  readonly open?: (graph: GraphSymbol, inside: Canvas, prefix: string) => void;
}

/** A way that is not drawn yet. */
interface Task {
  readonly way: Way;
  /** The item that the arrow comes from; absent where none is drawn, at the beginning of a member. */
  readonly from?: string;
  readonly kind: ArrowKind;
  readonly label: string;
  readonly place: readonly FlowMember[];
}

/** Draws the flow of a graph, along its paths from `start`. */
export function drawFlow(graph: GraphSymbol, canvas: Canvas, options: FlowOptions): void {
  new FlowPen(graph, canvas, options).draw();
}

/** Works through ways from a list, not by recursion: flows may be ten thousand steps long. */
class FlowPen {
  readonly #graph: GraphSymbol;
  readonly #root: Canvas;
  readonly #options: FlowOptions;
  readonly #tasks: Task[] = [];
  readonly #drawn = new Set<string>();
  readonly #ids = new Map<object, string>();
  /** The box of the group that a member is in, by where the member's text is. */
  readonly #groups = new Map<FlowMember["at"], Canvas>();
  /** Where the items of a member are drawn: in a box of its own, made when its first item is, or in that of its group. */
  readonly #canvases = new Map<FlowMember["at"], Canvas>();
  /** The first item of each member, once all of them are known. */
  readonly #entries: { readonly canvas: Canvas; readonly id: string }[] = [];

  constructor(graph: GraphSymbol, canvas: Canvas, options: FlowOptions) {
    this.#graph = graph;
    this.#root = canvas;
    this.#options = options;
  }

  draw(): void {
    const { start } = this.#graph.flow;
    const from = this.#id("start");
    this.#root.add(plainCard("start", from, "start"));
    if (start) this.#later([{ way: start, from, kind: "next", label: "", place: [] }]);
    for (let task = this.#tasks.pop(); task; task = this.#tasks.pop()) this.#way(task);
    // Where a path comes back to the first node of a member, a dot shows which one is the first.
    for (const [index, { canvas, id }] of this.#entries.entries()) {
      if (!canvas.leadsTo(id)) continue;
      const entry = this.#id(`entry ${index}`);
      canvas.addFirst(plainCard("entry", entry));
      canvas.arrow(entry, id, "next", "");
    }
  }

  /** The first of the ways is drawn first. */
  #later(tasks: readonly Task[]): void {
    for (const task of tasks.toReversed()) this.#tasks.push(task);
  }

  #way(task: Task): void {
    const { way, kind, label, place } = task;
    switch (way.kind) {
      case "node":
        return this.#node(way, task);
      case "end":
        return this.#end(task);
      case "group":
        return this.#group(way, task);
      case "match":
        return this.#choice(task, way.at, this.#text(way.subject), way.arms, ({ patterns }) => patterns);
      case "when":
        return this.#choice(task, way.at, "", way.arms, ({ condition }) => condition && [condition]);
      case "route": {
        const from = this.#choiceCard(task, way.at, `route ${way.router.name}`);
        if (from === undefined) return;
        const inner = kind === "error" ? kind : "route";
        return this.#later(
          way.targets.map(({ way: target }) => ({ way: target, from, kind: inner, label: "", place })),
        );
      }
      case "goto": {
        const inner = kind === "error" ? kind : "goto";
        const text = lines(label, "goto");
        return this.#later(way.targets.map((target) => ({ ...task, way: target.way, kind: inner, label: text })));
      }
      case "bound": {
        const from = task.from ?? this.#entry(task);
        const otherwise = kind === "error" ? kind : "bound";
        return this.#later([
          { ...task, from, way: way.way, label: comma(label, `max ${way.max}`) },
          { ...task, from, way: way.otherwise, kind: otherwise, label: comma(label, `max ${way.max} then`) },
        ]);
      }
    }
  }

  #node({ node }: NodeWay, task: Task): void {
    const id = this.#id(node.name);
    this.#arrive(task, id);
    if (this.#drawn.has(id)) return;
    this.#drawn.add(id);
    const place = this.#graph.flow.places.get(node) ?? task.place;
    this.#item(node, id, this.#canvas(place));
    const { out, onError } = this.#graph.flow;
    const way = out.get(node);
    const recovery = onError.get(node);
    this.#later([
      ...(way ? [{ way, from: id, kind: "next", label: "", place } as const] : []),
      ...(recovery ? [{ way: recovery, from: id, kind: "error", label: "on error", place } as const] : []),
    ]);
  }

  #item(node: NodeSymbol, id: string, canvas: Canvas): void {
    const { open } = this.#options;
    if (node.form.kind !== "subgraph" || open === undefined) return canvas.add(nodeCard(node, this.#graph, id));
    const inside = canvas.addBox({
      kind: "subgraph",
      id,
      title: `${titleOf(node)}: graph ${node.form.graph.name}`,
      hints: hintsOf(node, this.#graph),
      pauses: pausesOf(node, this.#graph),
    });
    open(node.form.graph, inside, `${id}/`);
  }

  /** The end of a run is a card, and so is that of a member where only some of its paths end. */
  #end(task: Task): void {
    const member = task.place.at(-1);
    if (member && (task.from === undefined || (task.kind === "next" && task.label === ""))) return;
    const kind = member ? "exit" : "end";
    const id = this.#id(
      member ? `exit ${task.place.map(({ index }) => index).join(".")} ${this.#idOf(member.at)}` : "end",
    );
    this.#arrive(task, id);
    if (this.#drawn.has(id)) return;
    this.#drawn.add(id);
    this.#canvas(task.place).add(plainCard(kind, id, member ? "" : "end"));
  }

  #group(way: GroupWay, task: Task): void {
    const id = this.#idOf(way.at);
    this.#arrive(task, id);
    if (this.#drawn.has(id)) return;
    this.#drawn.add(id);
    const { place } = task;
    const [kind, title] = groupTitle(way);
    const inside = this.#canvas(place).addBox({ kind, id, title, hints: [], pauses: [] });
    for (const member of way.members) this.#groups.set(member.at, inside);
    const members = way.members.map((member): Task => ({
      way: member.way,
      kind: "next",
      label: "",
      place: [...place, member],
    }));
    this.#later([...members, { way: way.then, from: id, kind: "next", label: "", place }]);
  }

  #memberCanvas(member: FlowMember, group: Canvas): Canvas {
    const { map, condition } = member;
    if (!map && !condition) return group;
    const words: string[] = [];
    if (map) words.push(`for ${map.variable.name} in ${this.#text(map.list)}`);
    if (condition) words.push(`if ${this.#text(condition)}`);
    const kind: BoxKind = map ? "map" : "member";
    return group.addBox({ kind, id: this.#idOf(member), title: words.join(" "), hints: [], pauses: [] });
  }

  #choice<Arm extends { readonly way: Way }>(
    task: Task,
    at: ast.Step,
    title: string,
    arms: readonly Arm[],
    guard: (arm: Arm) => readonly (ast.Literal | ast.Expression)[] | undefined,
  ): void {
    const from = this.#choiceCard(task, at, title);
    if (from === undefined) return;
    const kind = task.kind === "error" ? "error" : "branch";
    this.#later(
      arms.map((arm) => {
        const label =
          guard(arm)
            ?.map((part) => this.#text(part))
            .join(", ") ?? "else";
        return { way: arm.way, from, kind, label, place: task.place };
      }),
    );
  }

  /** The id of the card, or nothing where it is drawn with its arms already. */
  #choiceCard(task: Task, at: ast.Step, title: string): string | undefined {
    const id = this.#idOf(at);
    this.#arrive(task, id);
    if (this.#drawn.has(id)) return undefined;
    this.#drawn.add(id);
    this.#canvas(task.place).add(plainCard("choice", id, title, task.kind === "error"));
    return id;
  }

  #entry({ way, place }: Task): string {
    const id = this.#idOf(way);
    this.#canvas(place).add(plainCard("entry", id));
    return id;
  }

  #arrive({ from, kind, label, place }: Task, id: string): void {
    const canvas = this.#canvas(place);
    if (from === undefined) this.#entries.push({ canvas, id });
    else canvas.arrow(from, id, kind, label);
  }

  #canvas(place: readonly FlowMember[]): Canvas {
    const member = place.at(-1);
    if (!member) return this.#root;
    const canvas =
      this.#canvases.get(member.at) ?? this.#memberCanvas(member, this.#groups.get(member.at) ?? this.#root);
    this.#canvases.set(member.at, canvas);
    return canvas;
  }

  #text({ span }: { readonly span: ast.Step["span"] }): string {
    return sourceText(this.#graph.source, span);
  }

  /** Blanks keep the ids of what has no name apart from the names of nodes. */
  #idOf(thing: object): string {
    const known = this.#ids.get(thing);
    if (known !== undefined) return known;
    const id = this.#id(`part ${this.#ids.size + 1}`);
    this.#ids.set(thing, id);
    return id;
  }

  #id(name: string): string {
    return `${this.#options.prefix}${name}`;
  }
}

function groupTitle({ at, router }: GroupWay): readonly [BoxKind, string] {
  if (router) return ["router", `any of: route ${router.name}`];
  return at.kind === "Goto" ? ["router", "any of: goto"] : ["group", "all of"];
}

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n");
const comma = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(", ");
