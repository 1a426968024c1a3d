import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Span } from "../../../src/source/source.ts";
import { disjoint, InnermostSpans, touchesAny } from "../../../src/source/spans.ts";

const span = fc.tuple(fc.nat(20), fc.nat(6)).map(([start, length]): Span => ({ start, end: start + length }));
const spans = fc.array(span, { maxLength: 12 });

describe("questions about many stretches are answered as by looking at each:", () => {
  it("whether one lies inside another", () => {
    fc.assert(
      fc.property(spans, span, (some, outer) => {
        const kept = new InnermostSpans();
        for (const one of some) kept.add(one);
        const isAny = some.some((one) => outer.start <= one.start && one.end <= outer.end);
        expect(kept.isAnyInside(outer)).toBe(isAny);
      }),
    );
  });

  it("whether one touches another", () => {
    fc.assert(
      fc.property(spans, span, (some, other) => {
        const isAny = some.some((one) => one.start <= other.end && other.start <= one.end);
        expect(touchesAny(disjoint(some), other)).toBe(isAny);
      }),
    );
  });
});
