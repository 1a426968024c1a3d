/** A scene with places: everything in pixels from the top left corner of the picture. */
import type { Arrow, Box, BoxKind, Card, StateTable } from "../scene/scene.ts";
import type { CardText } from "./sizes.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Outer boxes before those in them. */
  readonly boxes: readonly PlacedBox[];
  readonly cards: readonly PlacedCard[];
  readonly tables: readonly PlacedTable[];
  readonly arrows: readonly PlacedArrow[];
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedBox extends Rectangle {
  readonly box: Box;
  readonly title: readonly string[];
}

export interface PlacedCard extends Rectangle {
  readonly card: Card;
  readonly text: CardText;
}

export interface PlacedTable extends Rectangle {
  readonly table: StateTable;
  /** Where the columns begin: name, type, reducer. */
  readonly columns: readonly number[];
}

export interface PlacedArrow {
  readonly arrow: Arrow;
  /** The box that it lies in. */
  readonly inside?: BoxKind;
  /** Horizontal and vertical lines; the arrow's head is at the last point. */
  readonly points: readonly Point[];
  readonly label?: Rectangle & { readonly lines: readonly string[] };
}
