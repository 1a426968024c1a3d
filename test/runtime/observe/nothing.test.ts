import { describe, expect, it, vi } from "vitest";
import { createMetrics, type Hooks } from "@graphc/runtime";
import { runnerOf } from "../../acceptance/run.ts";

const text = `graph G { limit 10000 steps state { input output n: int = 0 } node a { reads n writes n } start -> a -> when { n >= 1000 -> end, else -> a } }`;
const a = ({ n }: { readonly n?: unknown }): object => ({ n: Number(n) + 1 });

/** How often a run of a thousand steps looks at the clock, draws an id, and freezes an object. */
async function workFor(hooks: Hooks | readonly Hooks[] | undefined): Promise<{ readonly [what: string]: number }> {
  const runner = await runnerOf(text, { handlers: { a }, ...(hooks && { hooks }) });
  const clock = vi.spyOn(performance, "now");
  const date = vi.spyOn(Date, "now");
  const id = vi.spyOn(crypto, "randomUUID");
  const frozen = vi.spyOn(Object, "freeze");
  expect(await runner.invoke({})).toEqual({ n: 1000 });
  const spies = Object.entries({ clock, date, id, frozen });
  const counts = Object.fromEntries(spies.map(([what, { mock }]) => [what, mock.calls.length]));
  vi.restoreAllMocks();
  return counts;
}

describe("A run that nobody watches", () => {
  it("looks at no clock, and makes nothing that would be told", async () => {
    const alone = await workFor(undefined);
    expect(alone).toMatchObject({ clock: 0, date: 0, id: 0 });
    expect(await workFor([])).toEqual(alone);
    const watched = await workFor(createMetrics());
    expect(watched["clock"]).toBeGreaterThanOrEqual(2000);
    expect(watched["frozen"]).toBeGreaterThanOrEqual((alone["frozen"] ?? 0) + 2000);
  });
});
