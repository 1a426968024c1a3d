/** U+0000, and surrogates that are no pair. */
const odd = /[\0\p{Surrogate}]/u;

/**
 * SQLite keeps text as UTF-8, where unpaired surrogates cannot be said, and drivers differ on U+0000. Text that has either is stored as the bytes of its
 * UTF-16; as such it equals no other text, and comes back as it was.
 */
export function storedText(text: string): string | Uint8Array {
  return odd.test(text) ? bytesOf(text) : text;
}

export function textOf(stored: unknown): string {
  if (typeof stored === "string") return stored;
  return stored instanceof Uint8Array ? fromBytes(stored) : "";
}

/** From a stored text on, and up to one. */
export type TextRange = readonly [from: string | Uint8Array, until: string | Uint8Array];

/** Where ids that begin with a text are: among the texts, and among what is stored as bytes. Ids have 255 characters at most. */
export function rangesOf(prefix: string): readonly TextRange[] {
  const bytes = bytesOf(prefix);
  const above = new Uint8Array(bytes.length + 512).fill(0xff);
  above.set(bytes);
  // Behind the first half of a pair, texts have one of the second halves.
  const isHalf = /[\ud800-\udbff]$/.test(prefix);
  const [from, until] = isHalf ? [`${prefix}\udc00`, `${prefix}\udfff`] : [prefix, prefix];
  const amongTexts: readonly TextRange[] = odd.test(from) ? [] : [[from, until + "\u{10ffff}".repeat(256)]];
  return [...amongTexts, [bytes, above]];
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

function fromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8));
  return text;
}

/** JSON with nothing in it that UTF-8 cannot say: only strings inside can have unpaired surrogates, and there they can be escaped. */
export function plainJson(text: string): string {
  return text.replace(/\p{Surrogate}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}
