import type * as ast from "../../ast/ast.ts";
import type { BoundWay, ChoiceTarget, EndWay, Exit, FlowMember, GroupWay, NodeWay, Stop, Way } from "../flow.ts";
import type { ImportSymbol, NodeSymbol } from "../symbols.ts";
import type { WordOfFlow } from "./words.ts";

/** What the names in the edges stand for; every name stands for something. */
export interface FlowNames {
  readonly node: (name: ast.Identifier) => NodeSymbol;
  /** The word that a name is, or was probably meant to be. */
  readonly word: (name: ast.Identifier) => WordOfFlow | undefined;
  readonly router: (name: ast.Identifier) => ImportSymbol;
  /** What stands for names that no node has. */
  readonly unknown: readonly NodeSymbol[];
  /** The nodes that those names were probably meant to be. */
  readonly meant: ReadonlySet<NodeSymbol>;
}

/** Everything that the edges say of ways, before it is decided which way is whose. */
export interface WrittenFlow {
  readonly starts: readonly Exit[];
  readonly written: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  readonly falls: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  readonly errorEdges: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  readonly stops: ReadonlyMap<NodeSymbol, readonly Stop[]>;
  readonly openGroups: readonly GroupWay[];
  readonly behindEnd: readonly { readonly at: ast.Step; readonly way: Way }[];
}

/** What a member's last node falls into. */
const memberEnd: EndWay = { kind: "end" };

/** Reads the edges of a graph. `counters` numbers the bounds. */
export function readWays(graph: ast.Graph, names: FlowNames, counters: ReadonlyMap<ast.Bound, number>): WrittenFlow {
  const reader = new WayReader(names, counters);
  for (const statement of graph.statements) if (statement.kind === "Edge") reader.edge(statement);
  return reader;
}

class WayReader implements WrittenFlow {
  readonly starts: Exit[] = [];
  readonly written = new Map<NodeSymbol, Exit[]>();
  readonly falls = new Map<NodeSymbol, Exit[]>();
  readonly errorEdges = new Map<NodeSymbol, Exit[]>();
  readonly stops = new Map<NodeSymbol, Stop[]>();
  readonly openGroups: GroupWay[] = [];
  readonly behindEnd: { readonly at: ast.Step; readonly way: Way }[] = [];
  readonly #names: FlowNames;
  readonly #counters: ReadonlyMap<ast.Bound, number>;

  constructor(names: FlowNames, counters: ReadonlyMap<ast.Bound, number>) {
    this.#names = names;
    this.#counters = counters;
  }

  edge(edge: ast.Edge): void {
    const way = this.#chain(edge.chain, undefined, undefined);
    for (const at of edge.sources) {
      if (this.#names.word(at) !== "start")
        add(edge.onError ? this.errorEdges : this.written, this.#names.node(at), { way, at });
      else if (!edge.onError) this.starts.push({ way, at });
    }
  }

  /** The way into a chain. `follow` is what its last step falls into, `branch` the outermost branch around it. */
  #chain(chain: ast.Chain, follow: Way | undefined, branch: ast.Step | undefined): Way {
    const { steps, bound } = chain;
    const last = steps.length - 1;
    // What follows the last step is fallen into, what follows an inner step is written.
    let way = this.#step(steps[last] as ast.Step, follow, false, branch);
    if (bound) way = this.#bound(bound, way, follow, branch);
    for (let i = last - 1; i >= 0; i--) way = this.#step(steps[i] as ast.Step, way, true, branch);
    return way;
  }

  #step(step: ast.Step, next: Way | undefined, inner: boolean, branch: ast.Step | undefined): Way {
    switch (step.kind) {
      case "Target":
        return this.#target(step, next, inner, branch);
      case "Group": {
        const members = step.members.map((member, index) => this.#member(member, index));
        return this.#group(step, members, next);
      }
      case "Match": {
        const arms = step.arms.map((at) => {
          const way = this.#chain(at.chain, next, branch ?? step);
          return at.patterns ? { patterns: at.patterns, way, at } : { way, at };
        });
        return { kind: "match", subject: step.subject, arms, at: step };
      }
      case "When": {
        const arms = step.arms.map((at) => {
          const way = this.#chain(at.chain, next, branch ?? step);
          return at.condition ? { condition: at.condition, way, at } : { way, at };
        });
        return { kind: "when", arms, at: step };
      }
      case "Route": {
        const router = this.#names.router(step.router);
        return step.choices.many
          ? this.#group(step, this.#chosen(step.choices), next, router)
          : { kind: "route", router, targets: this.#choices(step, next, branch), at: step };
      }
      case "Goto":
        return step.choices.many
          ? this.#group(step, this.#chosen(step.choices), next)
          : { kind: "goto", targets: this.#choices(step, next, branch), at: step };
    }
  }

  #target(step: ast.Target, next: Way | undefined, inner: boolean, branch: ast.Step | undefined): Way {
    if (this.#names.word(step.name) === "end") {
      if (inner && next) this.behindEnd.push({ at: step, way: next });
      return { kind: "end", at: step };
    }
    const node = this.#names.node(step.name);
    if (inner && next) add(this.written, node, { way: next, at: step.name });
    else this.#last(node, step.name, next, branch);
    return { kind: "node", node, arguments: step.arguments ?? [], at: step };
  }

  /** Notes that a chain's last step is this node. */
  #last(node: NodeSymbol, at: ast.Identifier, next: Way | undefined, branch: ast.Step | undefined): void {
    if (next) add(this.falls, node, { way: next, at });
    else add(this.stops, node, branch ? { at, branch } : { at });
  }

  #named(at: ast.Identifier, next: Way | undefined, branch: ast.Step | undefined): NodeWay | EndWay {
    if (this.#names.word(at) === "end") return { kind: "end", at };
    const node = this.#names.node(at);
    this.#last(node, at, next, branch);
    return { kind: "node", node, arguments: [], at };
  }

  #member(at: ast.GroupMember, index: number): FlowMember {
    const { map, condition } = at;
    const way = this.#chain(at.chain, memberEnd, undefined);
    return { way, ...(map && { map }), ...(condition && { condition }), index, at };
  }

  #chosen(choices: ast.Choices): readonly FlowMember[] {
    return choices.targets.map((at, index) => ({ way: this.#named(at, memberEnd, undefined), index, at }));
  }

  #choices(step: ast.Route | ast.Goto, next: Way | undefined, branch: ast.Step | undefined): readonly ChoiceTarget[] {
    return step.choices.targets.map((at) => ({ name: at.name, way: this.#named(at, next, branch ?? step), at }));
  }

  #group(at: GroupWay["at"], members: readonly FlowMember[], next: Way | undefined, router?: ImportSymbol): GroupWay {
    const chosenByHandler = at.kind === "Goto";
    const then = next ?? memberEnd;
    const way: GroupWay = { kind: "group", members, then, at, ...(router && { router }), chosenByHandler };
    if (!next) this.openGroups.push(way);
    return way;
  }

  #bound(at: ast.Bound, way: Way, follow: Way | undefined, branch: ast.Step | undefined): BoundWay {
    const counter = this.#counters.get(at) ?? 0;
    return {
      kind: "bound",
      counter,
      max: at.max.value,
      way,
      otherwise: this.#named(at.otherwise, follow, branch),
      at,
    };
  }
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
