import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { after } from "../../../runtime/engine/timer.ts";

const day = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a timer", () => {
  test.each([0, 1, 20 * day, 30 * day, 400 * day])("of %i ms is over then and not before", (milliseconds) => {
    const action = vi.fn<() => void>();
    after(milliseconds, action);
    vi.advanceTimersByTime(Math.max(milliseconds - 1, 0));
    expect(action).toHaveBeenCalledTimes(milliseconds === 0 ? 1 : 0);
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test("can be taken back, also after the first 24 days", () => {
    const action = vi.fn<() => void>();
    const cancel = after(100 * day, action);
    vi.advanceTimersByTime(60 * day);
    cancel();
    vi.advanceTimersByTime(100 * day);
    expect(action).not.toHaveBeenCalled();
  });
});
