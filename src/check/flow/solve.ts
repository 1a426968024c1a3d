/** What holds at every point whatever path leads to it: a forward analysis of properties that nodes bring about and undo. */
import type { BoundWay, FlowMember, GroupWay } from "../../bind/flow.ts";
import type { NodeSymbol } from "../../bind/symbols.ts";
import { addAll, addAllExcept, addBit, allBits, hasBit, keepCommon, noBits, removeBit, type Bits } from "./bits.ts";
import type { Passage, Point, Points } from "./points.ts";

/** Properties by number, from 0. */
export interface Properties {
  readonly count: number;
  readonly atStart: Iterable<number>;
  /** What holds after a node's update, and what may no longer hold. A node that fails does neither. Asked again for each visit. */
  readonly effectOf: (node: NodeSymbol) => Effect;
}

export interface Effect {
  readonly brings: readonly number[];
  readonly undoes: readonly number[];
}

/** Whether a property holds at a point on every path to it. Where no path leads everything holds. */
export type Holds = (point: Point | undefined, property: number) => boolean;

/** A flow with many bounds and many fields is analysed without what its first bounds do not cover, so that the sets stay small. */
const largestSet = 4_096;

export function solve(points: Points, properties: Properties): Holds {
  const solver = new Solver(points, properties);
  solver.run();
  return (point, property) => {
    const bits = point && solver.states[point.index];
    return !bits || hasBit(bits, property);
  };
}

/**
 * Beside "holds" a set says for each bound "holds if the bound has let this path through before". The way behind an exhausted bound is only taken by such paths, so that
 * there the second becomes the first. The sets shrink only, so that the work ends.
 */
class Solver {
  readonly states: (Bits | undefined)[];
  readonly #points: Points;
  readonly #properties: Properties;
  readonly #words: number;
  /** In bits: a block for what holds, and one for each bound. */
  readonly #size: number;
  readonly #blocks = new Map<BoundWay, number>();
  readonly #startingBlocks = new Map<FlowMember | undefined, number[]>();
  readonly #open: Uint8Array;
  #isOpen = false;

  constructor(points: Points, properties: Properties) {
    this.#points = points;
    this.#properties = properties;
    this.states = points.inOrder.map(() => undefined);
    this.#open = new Uint8Array(points.inOrder.length);
    // Blocks begin at whole words, so that they can be copied.
    const words = Math.max(1, (properties.count + 31) >>> 5);
    this.#words = words;
    let at = words;
    for (const point of points.inOrder) {
      if (point.kind !== "way" || point.way.kind !== "bound" || (at + words) * 32 > largestSet) continue;
      this.#blocks.set(point.way, at);
      const starting = this.#startingBlocks.get(point.member) ?? [];
      this.#startingBlocks.set(point.member, [...starting, at]);
      at += words;
    }
    this.#size = at * 32;
  }

  run(): void {
    const [start] = this.#points.inOrder;
    if (!start) return;
    const atStart = noBits(this.#size);
    for (const property of this.#properties.atStart) this.#addToBlocks(atStart, property);
    this.#startBounds(atStart, undefined);
    this.#meet(start, atStart);
    while (this.#isOpen) {
      this.#isOpen = false;
      for (const point of this.#points.inOrder) {
        if (this.#open[point.index] === 0) continue;
        this.#open[point.index] = 0;
        const state = this.#stateOf(point);
        for (const passage of point.passages) this.#pass(state, passage);
      }
    }
  }

  #stateOf(point: Point): Bits {
    const state = this.states[(point.kind === "join" ? point.group : point).index] as Bits;
    return point.kind === "join" ? this.#left(state, point.way) : state;
  }

  #pass(before: Bits, { to, by }: Passage): void {
    switch (by.kind) {
      case "go":
      case "choose":
      case "fail":
        this.#meet(to, before);
        return;
      case "update":
        this.#meet(to, this.#after(by.node, before));
        return;
      case "enter": {
        const inside = before.slice();
        this.#startBounds(inside, by.member);
        this.#meet(to, inside);
        return;
      }
      case "bound":
        this.#meet(to, by.isExhausted ? this.#exhausted(by.bound, before) : this.#letThrough(by.bound, before));
        return;
      case "leave":
        this.#openAgain(to);
        return;
    }
  }

  #meet(point: Point, bits: Bits): void {
    const known = this.states[point.index];
    if (known && !keepCommon(known, bits)) return;
    if (!known) this.states[point.index] = bits.slice();
    this.#openAgain(point);
  }

  #openAgain(point: Point): void {
    this.#open[point.index] = 1;
    this.#isOpen = true;
  }

  #after(node: NodeSymbol, before: Bits): Bits {
    const { brings, undoes } = this.#properties.effectOf(node);
    if (brings.length === 0 && undoes.length === 0) return before;
    const after = before.slice();
    for (const property of undoes) this.#removeFromBlocks(after, property);
    for (const property of brings) this.#addToBlocks(after, property);
    return after;
  }

  /** The bounds of a place have let nothing through yet, so that everything holds "if they have". */
  #startBounds(bits: Bits, member: FlowMember | undefined): void {
    for (const block of this.#startingBlocks.get(member) ?? []) bits.fill(0xffff_ffff, block, block + this.#words);
  }

  #letThrough(bound: BoundWay, before: Bits): Bits {
    const block = this.#blocks.get(bound);
    if (block === undefined) return before;
    const words = this.#words;
    return before
      .slice()
      .fill(0, block, block + words)
      .copyWithin(block, 0, words);
  }

  #exhausted(bound: BoundWay, before: Bits): Bits {
    const own = this.#blocks.get(bound);
    if (own === undefined) return before;
    const words = this.#words;
    const known = before.subarray(own, own + words);
    const after = before.slice();
    for (let block = 0; block * 32 < this.#size; block += words) addAll(after.subarray(block, block + words), known);
    return after;
  }

  /**
   * What holds behind a group: what held before and no member undoes, and what a member that surely runs brings about. A member whose end was not
   * reached yet stands for everything.
   */
  #left(before: Bits, group: GroupWay): Bits {
    const after = before.slice();
    for (const member of group.members) {
      const end = this.#endOf(member);
      if (end) keepCommon(after, end);
    }
    for (const member of group.members) {
      if (isSurelyRun(member, group)) addAllExcept(after, this.#endOf(member) ?? allBits(this.#size), before);
    }
    return after;
  }

  #endOf(member: FlowMember): Bits | undefined {
    const end = this.#points.ends.get(member);
    return end && this.states[end.index];
  }

  #addToBlocks(bits: Bits, property: number): void {
    const step = this.#words * 32;
    for (let block = 0; block < this.#size; block += step) addBit(bits, block + property);
  }

  #removeFromBlocks(bits: Bits, property: number): void {
    const step = this.#words * 32;
    for (let block = 0; block < this.#size; block += step) removeBit(bits, block + property);
  }
}

/** Whether a member runs whenever its group is entered: no list may be empty, no condition fail, and nobody chooses others. */
export function isSurelyRun(member: FlowMember, group: GroupWay): boolean {
  return !member.map && !member.condition && !group.router && !group.chosenByHandler;
}
