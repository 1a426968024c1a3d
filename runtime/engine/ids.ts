const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** So many random characters of the alphabet. */
function random(length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) text += alphabet[Math.floor(Math.random() * alphabet.length)];
  return text;
}

/** A random UUID (version 4). */
export function uuid(): string {
  const crypto = globalThis.crypto as Crypto | undefined;
  if (crypto?.randomUUID !== undefined) return crypto.randomUUID();
  const hex = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16));
  hex[12] = "4";
  hex[16] = (8 + Math.floor(Math.random() * 4)).toString(16);
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

let latest = 0;
let count = 0;
/** The time and all but the last digit of the count: the same for as many ids as there are digits. */
let block = "";
/** The last digit and the random mark of this process, for each digit. */
let ends: readonly string[] = [];

/**
 * An id that sorts by time, also among those made in the same millisecond here: time, count, and the random mark of this process. `now` is in
 * milliseconds since 1970; ids never go back behind the latest.
 */
export function checkpointId(now = Date.now()): string {
  if (now > latest) {
    latest = now;
    count = 0;
    if (ends.length === 0) {
      const mark = random(8);
      ends = [...alphabet].map((digit) => `${digit}-${mark}`);
    }
  }
  const digit = count % alphabet.length;
  if (digit === 0) {
    const tens = count / alphabet.length;
    block = `${latest.toString(36).padStart(9, "0")}-${tens.toString(36).padStart(4, "0")}`;
  }
  count++;
  return block + ends[digit];
}
