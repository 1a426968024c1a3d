import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meetingPoints } from "../../../src/draw/meetings.ts";

type Edges = ReadonlyMap<string, readonly { readonly to: string }[]>;

const names = ["a", "b", "c", "d", "e", "f", "g"];

/** Graphs of a few nodes, of which those without a way out are ends. */
const graphs: fc.Arbitrary<Edges> = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 14 })
  .map((pairs) => {
    const out = new Map<string, { to: string }[]>();
    for (const [from, to] of pairs) out.set(from, [...(out.get(from) ?? []), { to }]);
    return out;
  });

/** The ends to which paths lead from a node without passing another. */
function endsFrom(node: string, out: Edges, past?: string): readonly string[] {
  const found = new Set([node]);
  for (const one of found) for (const { to } of out.get(one) ?? []) if (to !== past) found.add(to);
  return [...found].filter((one) => !out.has(one));
}

/** The first node that every path to an end comes through: one without which no end is reached, and from which the others of that kind are. */
function meetingOf(node: string, out: Edges): string | undefined {
  if (endsFrom(node, out).length === 0) return undefined;
  const all = names.filter((one) => one !== node && endsFrom(node, out, one).length === 0);
  return all.find((one) => all.every((other) => other === one || endsFrom(one, out, other).length === 0));
}

describe("paths meet again", () => {
  it("in the first node that all of them come through", () => {
    fc.assert(
      fc.property(graphs, (out) => {
        const meetings = meetingPoints(out);
        for (const node of out.keys()) expect(meetings.get(node)).toBe(meetingOf(node, out));
      }),
      { numRuns: 1000 },
    );
  });

  it("in a graph of thousands of nodes", () => {
    const out = new Map<string, { to: string }[]>();
    for (let i = 0; i < 5000; i++) {
      out.set(`n${3 * i}`, [{ to: `n${3 * i + 1}` }, { to: `n${3 * i + 2}` }]);
      for (const part of [1, 2]) out.set(`n${3 * i + part}`, [{ to: i < 4999 ? `n${3 * i + 3}` : "end" }]);
    }
    const meetings = meetingPoints(out);
    expect(meetings.get("n0")).toBe("n3");
    expect(meetings.get("n14997")).toBe("end");
  });
});
