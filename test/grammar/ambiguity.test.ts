import { describe, expect, it } from "vitest";
import { GraphParser } from "../../grammar/parser.ts";
import { lex } from "../../src/parse/lex.ts";
import { derivations } from "./derivations.ts";
import { examples } from "./examples.ts";

const parser = new GraphParser();

function count(text: string, rule?: string): number {
  return derivations(parser, lex({ path: "test.graph", text }).tokens, rule);
}

describe("the grammar derives a text in one way:", () => {
  it.each([...examples])("%s", (_, text) => {
    expect(count(text)).toBe(1);
  });

  it.each([
    ["state { input input: string output output: int where: int where?: int reduce: int ephemeral: int }"],
    ["state { a: int where value > 0 where: int reduce add }"],
    ["state { a: int = 1 reduce: int }"],
    ["state { a: A | B b: [A, B][] c: Record<string, int>= {} d: (A | B)[] }"],
    ["state { a: int = x - 1 b: int = -1 c: int = x ? y : z d?: int }"],
    ["context { where: int where where > 0 }"],
    ["a -> when { x -> b (c) -> d }"],
    ["a -> when { x -> b(c) y -> d }"],
    ["a -> when { max(x, y) > 3 -> b max 3 then c max -> d }"],
    ["a -> when { x -> b -x > 3 -> c !y -> d [x][0] -> e }"],
    ['a -> match x { "a", "b" -> c -1 -> d, 2 -> e; else -> f }'],
    ["a -> match x.y { null -> match z { 1 -> b else -> c } max 3 then d }"],
    ["a -> [b -> c, d for e in f if g, h if i, [j, k]] -> l"],
    ["a, b, on error -> c d on error -> e"],
    ["node node node -> node ask -> state state -> context"],
    ["node a = b { reads c, writes, d writes e? retry 3 } => { f } node g"],
    ["node a = b() node c = d({ e: 1 }) { } => {}"],
    ["let x = a let y = (b) let z = f(c => d, (e, g) => h, (i), (j) + k, () => l)"],
    ["let x = a > b ? c >= d : e ? f : g"],
    ["let x = `a${`b${c}`}d` let y = matches(a, /b/, /c/) let z = a / b / c"],
    ["a -> route route { b, end } b -> goto [c, d,] c -> route f [d, end]"],
    ["version -> limit limit 3 steps interrupt before limit, version version 2"],
    ["migrate 1 -> 2 = migrate migrate -> a"],
    ["ask a: { b: int } { show { c } } => { d } ask e: A { } ask f: A"],
    ["node a { asks { b: int } for C[] in { d } }"],
  ])("%s", (text) => {
    expect(count(text, "body")).toBe(1);
  });
});
