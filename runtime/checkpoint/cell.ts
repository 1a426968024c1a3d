import { decode, encode } from "../state/codec.ts";
import type { Encoded } from "../types/storage.ts";

/** A stored value that came as a frozen value or as text, and is turned into the other when somebody asks for it. */
export class Cell {
  readonly #value: unknown;
  #text: Encoded | undefined;

  constructor(value: unknown, text?: Encoded) {
    this.#value = value;
    this.#text = text;
  }

  static ofText(text: Encoded): Cell {
    return new Cell(unread, text);
  }

  /** The value; one that came as text is made anew for each reader, since it is not frozen. */
  get value(): unknown {
    return this.#value === unread ? decode(this.text) : this.#value;
  }

  get text(): Encoded {
    return (this.#text ??= encode(this.#value));
  }
}

const unread: unique symbol = Symbol("unread");
