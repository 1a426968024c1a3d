import { expect, it } from "vitest";
import { element, escaped, hint } from "../../../../src/draw/svg/markup.ts";

it("escapes what means something in markup, and replaces what XML cannot hold", () => {
  expect(escaped(`<a & "b">`)).toBe("&lt;a &amp; &quot;b&quot;&gt;");
  expect(escaped("a\u0000b\u001Bc\uD800d\uFFFEe\t日本😀")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\t日本😀");
});

it("writes elements with the attributes that have a value", () => {
  expect(element("rect", { x: 1, class: undefined, id: "a<b" })).toBe('<rect x="1" id="a&lt;b"/>');
  expect(element("g", {}, "<a/>", "<b/>")).toBe("<g><a/><b/></g>");
  expect(hint(["", ""])).toBe("");
});
