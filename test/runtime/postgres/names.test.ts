import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromName, rangeOf, toName } from "../../../runtime/postgres/names.ts";
import { identifier, literal } from "../../../runtime/postgres/sql/quote.ts";

const units = fc.array(
  fc.oneof(fc.constantFrom(0, 1, 2, 0x7f, 0xd7ff, 0xd800, 0xdc00, 0xdfff, 0xe000, 0xffff), fc.nat(0xffff)),
  { maxLength: 8 },
);
const text = units.map((codes) => String.fromCharCode(...codes));

describe("a stored name", () => {
  it("is the text itself where people can read it", () => {
    expect(toName("session-123/é/日本")).toBe("session-123/é/日本");
  });

  it("gives the text back, whatever is in it", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(fromName(toName(one))).toBe(one);
      }),
    );
  });

  it("is one that PostgreSQL can store", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(toName(one)).not.toMatch(/\0|\p{Surrogate}/u);
      }),
    );
  });

  it("sorts by its bytes as the text does", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const order = Buffer.compare(Buffer.from(toName(one)), Buffer.from(toName(other)));
        expect(Math.sign(order)).toBe(one === other ? 0 : one < other ? -1 : 1);
      }),
    );
  });
});

it("the range of a text has the names of the texts that begin with it, and no others", () => {
  const isWithin = (name: string, [from, until]: readonly [string, string]): boolean =>
    Buffer.compare(Buffer.from(name), Buffer.from(from)) >= 0 &&
    Buffer.compare(Buffer.from(name), Buffer.from(until)) < 0;
  fc.assert(
    fc.property(text, text, fc.nat(8), (one, other, length) => {
      for (const prefix of [other, one.slice(0, length)]) {
        expect(isWithin(toName(one), rangeOf(prefix))).toBe(one.startsWith(prefix));
      }
    }),
  );
});

describe("quoting", () => {
  it("leaves nothing to interpret", () => {
    expect(identifier('a"b')).toBe('"a""b"');
    expect(literal("it's")).toBe("'it''s'");
    expect(literal("\\'")).toBe(" E'\\\\'''");
  });
});
