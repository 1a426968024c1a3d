import { decode, encode } from "../state/codec.ts";
import type { Encoded } from "../types/storage.ts";

/** A stored value that came as text. What came from a run of this process is held as it is: adopted, and without text. */
export class Text {
  readonly text: Encoded;

  constructor(text: Encoded) {
    this.text = text;
  }
}

/** The stored value; one that came as text is made anew for each reader, since it is not frozen. */
export function valueOf(stored: unknown): unknown {
  return stored instanceof Text ? decode(stored.text) : stored;
}

export function textOf(stored: unknown): Encoded {
  return stored instanceof Text ? stored.text : encode(stored);
}
