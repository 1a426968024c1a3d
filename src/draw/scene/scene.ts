/** What a drawing shows, whatever its format: boxes in boxes, cards in them, and arrows that never leave a box. */
export interface Scene {
  readonly title: string;
  readonly doc?: string;
  readonly content: Content;
}

/** What lies in one box, or outside all of them. An arrow joins two items of the same content. */
export interface Content {
  /** In the order in which a path comes through, as far as there is one. */
  readonly items: readonly Item[];
  readonly arrows: readonly Arrow[];
}

export type Item = Card | Box | StateTable;

export type CardKind = "start" | "end" | "entry" | "exit" | "handler" | "update" | "ask" | "subgraph" | "choice";

export interface Card {
  readonly kind: CardKind;
  /** Unique in the scene, without meaning. */
  readonly id: string;
  /** A node with its parameters, or what a choice looks at. Empty for dots and for a choice between conditions. */
  readonly title: string;
  /** Smaller lines below it: what is asked, which graph is run. */
  readonly details: readonly string[];
  /** What else the source says, a line each. */
  readonly hints: readonly string[];
  /** Where a run stops for its caller. */
  readonly pauses: readonly ("before" | "after")[];
  /** Whether this is a choice between ways out of a failure. */
  readonly failed: boolean;
}

/**
 * `group`: its members all run; `router`: some of them do; `member`: one that has a condition; `map`: one that runs for each element of a list;
 * `subgraph`: a node and the graph in it; `graph`: one of several graphs.
 */
export type BoxKind = "group" | "router" | "member" | "map" | "subgraph" | "graph";

export interface Box {
  readonly kind: BoxKind;
  readonly id: string;
  readonly title: string;
  readonly hints: readonly string[];
  readonly pauses: readonly ("before" | "after")[];
  readonly content: Content;
}

/** The state of a graph. */
export interface StateTable {
  readonly kind: "state";
  readonly id: string;
  readonly rows: readonly StateRow[];
}

export interface StateRow {
  /** The words before the name: `input`, `output`, `ephemeral`. */
  readonly modifiers: readonly string[];
  /** With `?` where the field may be absent. */
  readonly name: string;
  readonly type: string;
  readonly reduce?: string;
}

export type ArrowKind = "next" | "branch" | "route" | "goto" | "bound" | "error";

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: ArrowKind;
  /** The arms, conditions and bounds that lead here, a line each. */
  readonly label?: string;
}

export const isBox = (item: Item): item is Box => "content" in item;

/** Every content of a scene, an outer one before those in it. */
export function* contentsOf(content: Content): Generator<Content> {
  yield content;
  for (const item of content.items) if (isBox(item)) yield* contentsOf(item.content);
}
