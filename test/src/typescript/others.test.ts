import { describe, expect, it } from "vitest";
import { around, found, lines, type Case } from "./typing.ts";

const reduced = (type: string, value: string, nodes: string): Case => ({
  graph: around(" = run { writes best }", {
    imports: 'import { fold } from "./nodes.ts"',
    state: `output best: ${type} = ${value} reduce fold`,
  }),
  nodes: `export const run = (): { best: any } => ({ best: 1 });\n${nodes}`,
});

const routed = (choices: string, nodes: string): Case => ({
  graph: around(" = run", {
    imports: 'import { pick } from "./nodes.ts"',
    rest: `start -> step -> route pick ${choices} ${choices.startsWith("[") ? "-> end" : "left -> end right -> end"} node left => {} node right => {}`,
  }),
  nodes: `export function run() {}\n${nodes}`,
});

const stored = (nodes: string, type = "Held"): Case => ({
  graph: around(" = run", { imports: 'import type { Held } from "./nodes.ts"', state: `input held: ${type}` }),
  nodes: `export function run() {}\n${nodes}`,
});

const accepted: Readonly<Record<string, Case>> = {
  "a reducer of its field": reduced("int", "0", "export const fold = (a: number, b: number) => a + b;"),
  "a reducer with an update of its own": reduced(
    "int",
    "0",
    "export const fold = (a: number, b: { by: number }) => a + b.by;",
  ),
  "a reducer of a list": reduced(
    "string[]",
    "[]",
    "export const fold = (a: readonly string[], b: string) => [...a, b];",
  ),
  "a router": routed(
    "{ left, right }",
    'export const pick = ({ text }: { text: string }) => (text ? "left" : "right");',
  ),
  "an async router": routed(
    "{ left, right }",
    'export const pick = async (s: { text: string }): Promise<"left" | "right"> => s.text ? "left" : "right";',
  ),
  "a router to several": routed("[left, right]", 'export const pick = (): ("left" | "right")[] => [];'),
  "a type of plain values": stored(
    "export interface Held { a: string; b?: () => void; c: (number | Date)[]; d: Held | null }",
  ),
  "any type": stored("export type Held = any;"),
};

const refused: Readonly<Record<string, Case>> = {
  "an export that is not there": { graph: around(" = run"), nodes: "export function rum() {}" },
  "a type for a function": { graph: around(" = run"), nodes: "export interface run {}" },
  "a function for a type": stored("export const Held = 1;"),
  "a reducer that is no function": reduced("int", "0", "export const fold = 1;"),
  "a reducer of another type": reduced("int", "0", "export const fold = (a: string, b: number) => b;"),
  "a reducer with another result": reduced("int", "0", "export const fold = (a: number, b: number) => `${a}${b}`;"),
  "a reducer that takes time": reduced("int", "0", "export const fold = async (a: number, b: number) => a + b;"),
  "a reducer that changes its field": reduced(
    "string[]",
    "[]",
    "export const fold = (a: string[], b: string) => { a.push(b); return a; };",
  ),
  "a reducer without an update": reduced("int", "0", "export const fold = (a: number) => a;"),
  "a reducer that needs more": reduced(
    "int",
    "0",
    "export const fold = (a: number, b: number, c: number) => a + b + c;",
  ),
  "a router to a name that is not declared": routed(
    "{ left, right }",
    'export const pick = (s: { text: string }) => (s.text ? "left" : "rihgt");',
  ),
  "a router to anything": routed("{ left, right }", "export const pick = (s: { text: string }) => s.text;"),
  "a router that leaves one out": routed("{ left, right }", 'export const pick = (): "left" => "left";'),
  "a router to a list, in braces": routed("{ left, right }", 'export const pick = (): ("left" | "right")[] => [];'),
  "a router to one, in brackets": routed("[left, right]", 'export const pick = (): "left" | "right" => "left";'),
  "a router of another state": routed(
    "{ left, right }",
    'export const pick = (s: { txet: string }): "left" | "right" => "left";',
  ),
  "a router that is nothing of the kind": routed("{ left, right }", "export const pick = 1;"),
  "a function that is stored": stored("export type Held = () => void;"),
  "a class with methods": stored("export class Held { #x = 1; read() { return this.#x; } }"),
  "a member that is a function": stored("export interface Held { name: string; inner: { run(): void } }"),
  "a promise": stored("export interface Held { later: Promise<string> }"),
  "a map": stored("export type Held = Map<string, string>;"),
  "a weak map in a list": stored("export type Held = WeakMap<object, string>;", "Held[]"),
  "a date": stored("export interface Held { at: Date }"),
  "a symbol": stored("export type Held = symbol;"),
  "a migration with no object": {
    graph: around(" = run")
      .replace("graph Test {", "graph Test { version 2 migrate 1 -> 2 = up")
      .replace("{ run }", "{ run, up }"),
    nodes: "export function run() {}\nexport const up = async (old: object) => old;",
  },
};

describe("what a graph imports", async () => {
  const results = await found({ ...accepted, ...refused });

  it.each(Object.keys(accepted))("may be %s", (name) => {
    expect(lines(results[name])).toStrictEqual([]);
  });

  it.each(Object.keys(refused))("may not be %s", (name) => {
    expect(lines(results[name])).toMatchSnapshot();
    expect(results[name]).toHaveLength(1);
  });
});
