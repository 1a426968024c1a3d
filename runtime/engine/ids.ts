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
let time = "";
let end = "";

/** An id that sorts by time, also among those made in the same millisecond here: time, count, and the random mark of this process. */
export function checkpointId(): string {
  const now = Date.now();
  if (now > latest) {
    latest = now;
    count = 0;
    time = `${now.toString(36).padStart(9, "0")}-`;
    if (end === "") end = `-${random(8)}`;
  }
  return time + (count++).toString(36).padStart(5, "0") + end;
}
