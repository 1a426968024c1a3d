import type { Output } from "./io.ts";

/** A line on a terminal that says how far a long command is; elsewhere nothing is written. */
export interface Progress {
  /** Replaces the line, once the command has run for a moment. */
  show(text: string): void;
  /** Removes the line. */
  clear(): void;
}

/** Milliseconds before the first line: a short command shows none. */
const patience = 400;

/** Milliseconds between two lines. */
const pause = 50;

export function progressOn(stream: Output): Progress {
  let next = performance.now() + patience;
  let shown = false;
  return {
    show(text) {
      const now = performance.now();
      if (stream.isTTY !== true || now < next) return;
      next = now + pause;
      shown = true;
      stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear() {
      if (shown) stream.write("\r\u001b[K");
      shown = false;
    },
  };
}
