/** Handlers that fit their node, and handlers that do not: the node as it is written, the TypeScript, and what else the graph has. */
import { around } from "./typing.ts";
import type { Case } from "./typing.ts";

const ways = "start -> step -> goto { left, right }  left -> end  right -> end  node left => {}  node right => {}";
const many = "start -> step -> goto [left, right] -> end  node left => {}  node right => {}";
const goto = 'import { goto } from "@graphc/runtime";\n';

export const accepted = {
  "an exact result": [" = run { reads text writes kind }", 'export const run = () => ({ kind: "a" as const });'],
  "a promise": [" = run { writes count }", "export async function run() { return { count: 1 }; }"],
  "a part that may be left out": [" = run { writes count, kind? }", "export const run = () => ({ count: 1 });"],
  any: [" = run { writes count }", "export const run: any = 1;"],
  "a result of any": [" = run { writes count }", "export const run = (s: any): any => s.nothing;"],
  "no parameters and no result": [" = run", "export function run() {}"],
  "a set": [
    " = run { writes log }",
    'import { set } from "@graphc/runtime";\nexport const run = () => ({ log: set(["x"]) });',
  ],
  "a factory": [
    " = run({ n: 1 }) { writes count }",
    "export const run = (options: { n: number }) => () => ({ count: options.n });",
  ],
  arguments: [
    "(n: int) = run { writes count }",
    "export const run = (_: unknown, ctx: { readonly args: { readonly n: number } }) => ({ count: ctx.args.n });",
    { rest: "start -> step(1) -> end" },
  ],
  "an ask": [
    " = run { asks { a: string } for { b: boolean } writes count }",
    "export const run = async (_: unknown, ctx: { ask(p: { a: string }): Promise<{ b: boolean }> }) => ({ count: (await ctx.ask({ a: 'x' })).b ? 1 : 0 });",
  ],
  "a plain function": [" = run { reads text } => { count: output.size }", "export const run = () => ({ size: 1 });"],
  goto: [
    " = run",
    `${goto}export const run = ({ text }: { text: string }) => text ? goto("left") : goto("right");`,
    { rest: ways },
  ],
  "goto with an update": [
    " = run { writes count }",
    `${goto}export const run = async ({ text }: { text: string }) => text ? goto("left", { count: 1 }) : goto("right", { count: 2 });`,
    { rest: ways },
  ],
  "goto to any number": [" = run", `${goto}export const run = () => goto(["left", "right"]);`, { rest: many }],
} as const satisfies Record<string, readonly [string, string, object?]>;

export const refused = {
  "what is no function": [" = run", "export const run = 1;"],
  "a class": [" = run", "export class run { x = 1; }"],
  "a factory that is not called": [
    " = run { writes count }",
    "export const run = (n: number) => () => ({ count: n });",
  ],
  "a call of what is no factory": [" = run({}) { writes count }", "export const run = (_: {}) => ({ count: 1 });"],
  "an argument that a factory does not take": [
    ' = run({ n: "x" }) { writes count }',
    "export const run = (o: { n: number }) => () => ({ count: o.n });",
  ],
  "too many parameters": [
    " = run",
    "export function run(a: unknown, b: unknown, c: unknown) { return void [a, b, c]; }",
  ],
  "a field outside `reads`": [
    " = run { reads text }",
    "export function run(s: { text: string; count: number }) { void s; }",
  ],
  "a field that is not there": [" = run", "export function run(s: { txt: string }) { void s; }"],
  "another type of a field": [" = run { reads text }", "export function run(s: { text: number }) { void s; }"],
  "another type of a member": [
    " = run { reads items }",
    "export function run(s: { items: readonly { readonly name: number }[] }) { void s; }",
  ],
  "a field that may be absent": [" = run { reads kind }", 'export function run(s: { kind: "a" | "b" }) { void s; }'],
  "a field to be changed": [" = run { reads log }", "export function run(s: { log: string[] }) { s.log.push('x'); }"],
  "`ask` without `asks`": [
    " = run",
    "export async function run(_: unknown, ctx: { ask(p: string): Promise<string> }) { await ctx.ask('x'); }",
  ],
  "`error` without an error edge": [
    " = run",
    "export function run(_: unknown, ctx: { error: { message: string } }) { void ctx; }",
  ],
  "an argument that the node does not take": [
    " = run",
    "export function run(_: unknown, ctx: { args: { n: number } }) { void ctx; }",
  ],
  "context that the graph does not declare": [
    " = run",
    "export function run(_: unknown, ctx: { context: { model: string } }) { void ctx; }",
  ],
  "no result": [" = run { writes count }", "export function run() {}"],
  "a result that is missing at times": [
    " = run { reads text writes count }",
    "export function run(s: { text: string }) { if (s.text) return { count: 1 }; }",
  ],
  "a missing write": [" = run { writes count, log }", "export const run = () => ({ count: 1 });"],
  "a write that is missing at times": [
    " = run { reads text writes count, log }",
    "export const run = (s: { text: string }): { count: number; log?: string[] } => s.text ? { count: 1 } : { count: 1, log: [] };",
  ],
  "a write outside `writes`": [" = run { writes count }", "export const run = () => ({ count: 1, log: ['x'] });"],
  "writes without a clause": [" = run", "export const run = () => ({ count: 1, log: ['x'] });"],
  "writes without a clause, in empty braces": [" = run {}", "export const run = () => ({ count: 1 });"],
  "writes without a clause behind another": [" = run { reads text }", "export const run = () => ({ count: 1 });"],
  "a key that is no field": [" = run { writes count }", "export const run = () => ({ count: 1, cuont: 2 });"],
  "a misspelt key": [" = run { writes count }", "export const run = () => ({ cuont: 2 });"],
  "any keys": [" = run { writes count }", "export const run = (): Record<string, number> => ({ count: 2 });"],
  "another type of a write": [" = run { writes count }", "export const run = () => ({ count: '1' });"],
  "a widened literal": [" = run { writes kind }", "export const run = () => ({ kind: 'a' });"],
  "`undefined` for a field that must be there": [
    " = run { writes count }",
    "export const run = (): { count: number | undefined } => ({ count: 1 });",
  ],
  "a result that is no object": [" = run { writes count }", "export const run = () => 1;"],
  "a goto that is not declared": [" = run", `${goto}export const run = () => goto("left");`],
  "a target that is not declared": [
    " = run",
    `${goto}export const run = ({ text }: { text: string }) => text ? goto("left") : goto("rigth");`,
    { rest: ways },
  ],
  "a target that may be anything": [
    " = run",
    `${goto}export const run = ({ text }: { text: string }) => goto(text);`,
    { rest: ways },
  ],
  "a target that is never given": [" = run", `${goto}export const run = () => goto("left");`, { rest: ways }],
  "no goto where one is declared": [" = run", "export function run() {}", { rest: ways }],
  "one target where any number is declared": [
    " = run",
    `${goto}export const run = () => goto("left");`,
    { rest: many },
  ],
  "a list where one target is declared": [
    " = run",
    `${goto}export const run = () => goto(["left", "right"]);`,
    { rest: ways },
  ],
  "a member that a plain function does not return": [
    " = run => { count: output.sise }",
    "export const run = () => ({ size: 1 });",
  ],
  "a type that does not fit behind a plain function": [
    " = run => { count: output.size }",
    "export const run = () => ({ size: 'x' });",
  ],
} as const satisfies Record<string, readonly [string, string, object?]>;

/** As whole graphs. */
export const cases = (
  all: Readonly<Record<string, readonly [string, string, object?]>>,
): Readonly<Record<string, Case>> =>
  Object.fromEntries(
    Object.entries(all).map(([name, [node, nodes, more]]) => [name, { graph: around(node, more), nodes }]),
  );
