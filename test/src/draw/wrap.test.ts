import { expect, it } from "vitest";
import { wrap } from "../../../src/draw/wrap.ts";

it("breaks lines at blanks, words that are too long anywhere, and ends with a mark where there is more", () => {
  expect(wrap("one two three", 8, 5)).toEqual(["one two", "three"]);
  expect(wrap("abcdefghij", 4, 5)).toEqual(["abcd", "efgh", "ij"]);
  expect(wrap("a\nb\r\nc", 9, 5)).toEqual(["a", "b", "c"]);
  expect(wrap("one two three four", 5, 2)).toEqual(["one", "two…"]);
  expect(wrap("", 5, 2)).toEqual([""]);
});
