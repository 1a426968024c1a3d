import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { progressOn } from "../../../src/cli/progress.ts";

/** What is written when a text is shown every 100 ms for a second. */
function written(stream: { readonly isTTY?: boolean; readonly columns?: number }, text = "10 of 60 files"): string {
  let output = "";
  const progress = progressOn({ ...stream, write: (part) => void (output += part) });
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(100);
    progress.show(text);
  }
  progress.clear();
  return output;
}

describe("the progress of a long command", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is shown on a terminal, on one line that is removed at the end", () => {
    expect(written({ isTTY: true, columns: 80 })).toBe(`${"\r\u001b[K10 of 60 files".repeat(7)}\r\u001b[K`);
  });

  it("is cut to the width of the terminal", () => {
    expect(written({ isTTY: true, columns: 8 })).toBe(`${"\r\u001b[K10 of 6".repeat(7)}\r\u001b[K`);
  });

  it("is not shown elsewhere", () => {
    expect(written({})).toBe("");
  });

  it("is not shown for a short command", () => {
    let output = "";
    const progress = progressOn({ isTTY: true, write: (part) => void (output += part) });
    vi.advanceTimersByTime(200);
    progress.show("1 of 2 files");
    progress.clear();
    expect(output).toBe("");
  });
});
