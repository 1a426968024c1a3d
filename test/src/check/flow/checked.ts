import { check } from "../../../../src/compile.ts";

/** What the compiler says of a text: code and message, the underlined text, and the help where there is one. */
export function checked(text: string): readonly string[] {
  return check(text).map(({ code, message, help, span, source }) => {
    const underlined = source.text.slice(span.start, span.end).replace(/\s+/g, " ");
    return `${code} ${message} | ${underlined}${help === undefined ? "" : ` | ${help}`}`;
  });
}

/** What is said of one branch behind a node, in a graph with fields of every kind. `a` to `c` are nodes. */
export function branch(step: string, then = " -> end"): readonly string[] {
  return checked(`
    import { anything } from "./any.ts"
    import type { Thing } from "./any.ts"
    graph G {
      state {
        input kind: "x" | "y" | "z"
        input maybe?: "x" | "y"
        input flag: boolean
        input other: boolean
        input text: string
        input count: int
        input ratio: number
        input thing: Thing
        output seen: json[] = [] reduce append
      }
      node s => { seen: [kind, maybe ?? "", flag, other, text, count, ratio, thing] }
      node a => {}
      node b => {}
      node c => {}
      start -> s -> ${step}${then}
    }`).filter((said) => !/^G(203|501|406)/.test(said));
}
