/** Runs `.graph` text as a user would: compiled, its module loaded, its app made. */
import { transform } from "esbuild";
import * as generated from "@graphc/runtime/generated";
import type {
  App,
  AppOptions,
  Ask,
  Awaitable,
  Checkpointer,
  GraphTypes,
  Interrupted,
  NodeFailure,
} from "@graphc/runtime";
import type { Runner, Store, StreamEvent } from "@graphc/runtime";
import { MemoryCheckpointer } from "@graphc/runtime";
import { check, compile, type CompileInput, type Form } from "../../src/compile.ts";

export interface Values {
  readonly [field: string]: unknown;
}

/** The types of a graph that only the text of the test knows. */
export interface AnyGraph extends GraphTypes {
  state: Values;
  values: Values;
  update: Values;
  input: Values;
  output: Values;
  result: Values | Interrupted<Record<string, Ask>>;
  context: Values;
  events: Values;
  asks: Record<string, Ask>;
  node: string;
}

export type AnyApp = App<AnyGraph>;
export type AnyRunner = Runner<AnyGraph>;
export type AnyEvent = StreamEvent<AnyGraph>;

/** What any handler may be given: everything is there, as the source is not typed here. */
export interface AnyContext {
  readonly name: string;
  readonly args: Values;
  readonly context: Values;
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly step: number;
  readonly threadId?: string;
  readonly error: NodeFailure;
  readonly store?: Store;
  emit(event: string, data: unknown): void;
  ask(payload: unknown): Promise<unknown>;
  once<R>(key: string, effect: () => Awaitable<R>): Promise<R>;
  heartbeat(): void;
}

/** `state` is a record of what the test wrote into it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyHandler = (state: any, ctx: AnyContext) => unknown;

/** What the text imports, by specifier. */
export type Imports = Readonly<Record<string, Values>>;

export interface Setup extends AppOptions<Values> {
  readonly handlers?: Readonly<Record<string, AnyHandler>>;
  readonly imports?: Imports;
  readonly checkpointer?: Checkpointer;
  /** The graph to run. Default: the last one of the (last) text. */
  readonly graph?: string;
  /** What the modules are written in. Default: `ts`. */
  readonly emit?: Form;
}

/** What the module of the last text exports. */
export async function load(input: CompileInput, imports: Imports = {}, emit: Form = "ts"): Promise<Values> {
  const { modules, diagnostics } = await compile(input, { emit });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((error) => `${error.code} ${error.message}`).join("\n"));
  const loaded = new Map<string, Values>();
  const pending = new Map(modules.map(({ path, text }) => [`./${path}`, text]));
  const find: Find = async (specifier) => {
    if (specifier === "@graphc/runtime/generated") return generated;
    const text = pending.get(specifier);
    const found =
      loaded.get(specifier) ??
      imports[specifier] ??
      (text === undefined ? undefined : await evaluate(text, find, emit));
    if (!found) throw new Error(`Nothing is imported as ${specifier}`);
    loaded.set(specifier, found);
    return found;
  };
  const last = [...pending.keys()].at(-1);
  return last === undefined ? {} : find(last);
}

type Find = (specifier: string) => Promise<Values>;

/** What a module exports, where `find` says what it imports. */
export async function evaluate(text: string, find: Find, emit: Form): Promise<Values> {
  const { code } = await transform(text, { loader: emit === "ts" ? "ts" : "js", format: "cjs", target: "es2023" });
  const specifiers = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, specifier = ""]) => specifier);
  const found = new Map<string, Values>();
  for (const specifier of specifiers) found.set(specifier, await find(specifier));
  const module = { exports: {} };
  // What the compiler made is run as it is; nothing of a test's own text is in it but the graph.
  // oxlint-disable-next-line no-new-func
  new Function("module", "require", code)(module, (specifier: string) => found.get(specifier));
  return module.exports;
}

async function create(text: CompileInput, setup: Setup): Promise<unknown> {
  const { imports, graph, emit, ...options } = setup;
  const exports = await load(text, imports, emit);
  const names = Object.keys(exports).filter((name) => name.startsWith("create"));
  const name = graph === undefined ? lastGraph(text) : graph;
  const make = exports[`create${name}`];
  if (typeof make !== "function") throw new Error(`There is no create${name} but ${names.join(", ")}`);
  return make(options);
}

function lastGraph(input: CompileInput): string {
  const text = typeof input === "string" ? input : (input.at(-1)?.text ?? "");
  return [...text.matchAll(/^\s*graph (\w+)/gm)].at(-1)?.[1] ?? "";
}

/** A checkpointer through which everything passes as text and as promises, as one that somebody else wrote; two around the same one are as two processes. */
export function textual(inside: Checkpointer = new MemoryCheckpointer()): Checkpointer {
  return {
    load: (...all) => inside.load(...all),
    commit: (...all) => inside.commit(...all),
    saveStep: (...all) => inside.saveStep(...all),
    history: (...all) => inside.history(...all),
    threads: (...all) => inside.threads(...all),
    lines: (threadId) => inside.lines?.(threadId) ?? none(),
    deleteThread: (...all) => inside.deleteThread(...all),
    prune: (...all) => inside.prune(...all),
    close: () => inside.close(),
  };
}

async function* none(): AsyncGenerator<never> {
  // Nothing is there.
}

/** The kinds of checkpointers that everything must work on alike. */
export const checkpointers: readonly (readonly [kind: string, open: () => Checkpointer])[] = [
  ["values in memory", () => new MemoryCheckpointer()],
  ["text and promises", () => textual()],
];

/** The app of the last graph of the text, on a memory checkpointer. */
export async function appOf(text: CompileInput, setup: Setup = {}): Promise<AnyApp> {
  return (await create(text, { checkpointer: new MemoryCheckpointer(), ...setup })) as AnyApp;
}

/** The app of the last graph of the text without a checkpointer. */
export async function runnerOf(text: CompileInput, setup: Omit<Setup, "checkpointer"> = {}): Promise<AnyRunner> {
  return (await create(text, setup)) as AnyRunner;
}

/** The output of one run without a checkpointer. */
export async function outputOf(
  text: CompileInput,
  input: Values = {},
  setup: Omit<Setup, "checkpointer"> = {},
): Promise<Values> {
  return (await runnerOf(text, setup)).invoke(input);
}

export async function collect<E>(events: AsyncIterable<E>): Promise<E[]> {
  const all: E[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** What the promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Values> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome && outcome.error instanceof Error) return outcome.error as Error & Values;
  throw new Error(`Nothing was thrown but ${JSON.stringify(outcome)} came`);
}

/** The interrupts of a result, which must be one. */
export function interruptsOf(app: AnyApp, result: unknown): Interrupted<Record<string, Ask>> {
  if (!app.isInterrupted(result)) throw new Error(`Not interrupted: ${JSON.stringify(result)}`);
  return result;
}

/** The findings of a text, as `G601 underlined`. */
export function findings(input: CompileInput): readonly string[] {
  return check(input).map(({ code, source, span }) => `${code} ${source.text.slice(span.start, span.end)}`);
}

export interface Gate<T> {
  readonly promise: Promise<T>;
  open(value: T): void;
}

/** A promise that the test resolves. */
export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open };
}

/** All orders of some things. */
export function orders<T>(things: readonly T[]): readonly (readonly T[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first, at) => orders(things.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** Until every promise that can settle has. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
}
