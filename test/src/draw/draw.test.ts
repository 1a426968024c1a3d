import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { describe, expect, it } from "vitest";
import { draw, drawFormats } from "../../../src/index.ts";
import type { DrawOptions } from "../../../src/index.ts";

/** Labels with everything that means something in one of the formats. */
const odd = `
import { route, work } from "./work.ts"
type Kind = "a|b" | "<q> & \\"x\\"" | "# \`t\` end" | "日本語 😀" | "-->" | "two\\nlines" | "%% {{}} ;"
graph Inner { state { input n: int output m: int = 0 } node step => { m: n } start -> step -> end }
/// About "this" & <that>.
graph Odd {
  state { input kind: Kind input ünï: boolean input list: string[] output n: int = 0 reduce add }
  node a = work { writes n }
  node plain => { n: 1 }
  node sub(of: int) = Inner { in { n: of } } => { n: output.m }
  ask ok: { yes: boolean } => { n: answer.yes ? 1 : 0 }
  node each(text: string) => { n: len(text) }
  interrupt before a
  start -> a -> match kind {
    "a|b", "<q> & \\"x\\"" -> plain
    "# \`t\` end" -> ok
    "日本語 😀" -> sub(1)
    "two\\nlines" -> [each(x) for x in list if x != "]\\"<"] -> done
    "-->" -> route route { plain, done, end }
    else -> done max 3 then end
  }
  a on error -> ok
  plain, ok, sub -> end
  node done => { n: 1 }
  done -> when { ünï -> end, else -> a }
}`;

const textOf = async (options: DrawOptions): Promise<string> => {
  const { text, diagnostics } = await draw(odd, options);
  if (text === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return text;
};

describe("draw", () => {
  it("draws the same text each time, in each format", async () => {
    for (const format of drawFormats) {
      const options = { format, state: true, openSubgraphs: true };
      expect(await textOf(options)).toBe(await textOf(options));
    }
  });

  it("draws the graphs that are named", async () => {
    expect(await draw(odd, { graphs: ["Inner"] })).toMatchObject({
      graphs: ["Inner"],
      text: "Inner\n\nstart ─▶ step ─▶ end\n",
    });
    expect(await draw(odd, { graphs: ["None"] })).not.toHaveProperty("text");
  });

  it("draws nothing of files with errors, and says what is wrong", async () => {
    const { text, diagnostics } = await draw("graph A { start -> b -> end }");
    expect(text).toBeUndefined();
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });

  it("lists the state below a text", async () => {
    expect(await textOf({ graphs: ["Odd"], state: true })).toContain(
      "Odd: state\n\n  input kind: Kind\n  input ünï: boolean\n  input list: string[]\n  output n: int reduce add",
    );
  });
});

describe("the text for Mermaid", () => {
  it("has nothing outside letters and digits in labels that is no reference", async () => {
    const text = await textOf({ format: "mermaid", state: true, openSubgraphs: true });
    const labels = [
      ...text
        .split("---\n")
        .slice(2)
        .join("")
        .matchAll(/"([^"]*)"/g),
    ].map((match) => match[1] ?? "");
    expect(labels).toContain("#34;a#124;b#34;, #34;#60;q#62; #38; #92;#34;x#92;#34;#34;");
    for (const label of labels) expect(label.replaceAll("<br/>", "")).toMatch(/^(?:[\p{L}\p{M}\p{N} .,_=+-]|#\d+;)*$/u);
  });

  it("shows groups, asks, subgraphs, error edges and pauses", async () => {
    const text = await textOf({ format: "mermaid", graphs: ["Odd"] });
    expect(text).toMatch(/^---\ntitle: "Odd"\n---\nflowchart TD\n/);
    expect(text).toContain(`n_ok[/"ok<br/>asks #123; yes#58; boolean #125;"/]:::ask`);
    expect(text).toContain(`n_sub[["sub#40;of#41;<br/>graph Inner"]]`);
    expect(text).toContain(`n_a("a<br/>pauses before")`);
    expect(text).toContain(`n_a -.->|"on error"| n_ok`);
    expect(text).toMatch(/subgraph n_part_\d+ \["all of"\]\n\s+subgraph n_part_\d+ \["for x in list/);
    expect(text).toMatch(/linkStyle \d+ stroke:#c62f3b/);
  });
});

describe("the text for Graphviz", () => {
  it("is read by Graphviz, with the labels as they are in the source", async () => {
    const graphviz = await Graphviz.load();
    const svg = graphviz.dot(await textOf({ format: "dot", state: true, openSubgraphs: true }));
    for (const label of [
      "&quot;&lt;q&gt; &amp; \\&quot;x\\&quot;&quot;",
      "日本語 😀",
      "on error",
      "output n: int reduce add",
    ])
      expect(svg).toContain(label);
    expect(svg.match(/class="cluster"/g)).toHaveLength(5);
  });
});

describe("the SVG", () => {
  it("is well-formed, has a title, a description in words, and a label for each shape", async () => {
    const svg = await textOf({ format: "svg", graphs: ["Odd"] });
    expect(tagsOf(svg)).toEqual([]);
    expect(svg).toMatch(/^<svg [^>]*role="graphics-document" aria-labelledby="graphc-title"/);
    expect(svg).toContain('<title id="graphc-title">Odd</title>');
    expect(svg).toContain("About &quot;this&quot; &amp; &lt;that&gt;.");
    expect(svg).toContain("a leads to ok (on error).");
    expect(svg).toContain('aria-label="question ok asks { yes: boolean }"');
    expect(svg).toContain('aria-label="pauses before"');
    expect(svg).toContain("prefers-color-scheme:dark");
  });

  it("needs nothing from elsewhere", async () => {
    for (const format of ["svg", "html"] as const) {
      const text = (await textOf({ format })).replaceAll("http://www.w3.org/2000/svg", "");
      expect(text).not.toMatch(/https?:|\bsrc=|\bhref=|@import|url\(/);
    }
  });

  it("says in HTML what it is, and works without its program", async () => {
    const page = await textOf({ format: "html", graphs: ["Odd"] });
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain("<title>Odd</title>");
    expect(page).toContain("main{height:100%;overflow:auto}");
  });
});

/** The tags that are not closed in the right order. */
function tagsOf(markup: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = "", , closed] of markup.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (closed === "/") continue;
    if (slash === "") open.push(name);
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return open;
}
