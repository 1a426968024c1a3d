import { hash } from "node:crypto";

/** 32 hexadecimal digits that stand for a text, or for the bytes of one. */
export function hashOf(text: string | Uint8Array): string {
  return hash("sha256", text).slice(0, 32);
}

/** The same whatever the line endings are: version control may change those. */
export function hashOfLines(text: string | Buffer): string {
  return hashOf(text.includes("\r") ? String(text).replaceAll("\r\n", "\n") : text);
}
