import { goto, type Awaitable } from "@graphc/runtime";
import type { AnyContext, AnyHandler, Values } from "../acceptance/run.ts";
import { isNote } from "./edits.ts";
import { hash } from "./random.ts";

/** What handlers have of the worker that runs them. */
export interface Around {
  /** Writes down what happens. */
  tell(kind: "start" | "effect" | "once" | "finish", ...fields: readonly string[]): void;
  /** Takes a moment, or none. */
  pause(): Promise<void>;
  /** Whether something fails that has no error edge, so that the run fails and is continued. */
  unlucky(): boolean;
  /** Makes something that nobody can make twice. */
  receipt(): string;
}

interface State {
  readonly where: string;
  readonly size: number;
}

/** The name of a step, which is the same in every run with the same input: where it runs, with which arguments, as which step of its chain. */
function nameOf({ where }: State, { args, name, step }: AnyContext): string {
  return `${where} ${name}(${Object.values(args).join()})@${step}`;
}

/** The handlers of `crash.graph`. What they return follows from their input alone, but for receipts. */
export function handlersOf(around: Around): Readonly<Record<string, AnyHandler>> {
  const step =
    (act: (name: string, state: State, ctx: AnyContext, once: Once) => Awaitable<Values>): AnyHandler =>
    async (state: State, ctx) => {
      const call = String(ctx.context["call"]);
      const name = nameOf(state, ctx);
      around.tell("start", call, name, `${ctx.attempt}`);
      await around.pause();
      if (around.unlucky() && ctx.name !== "risky" && ctx.name !== "doomed") throw new Error(`unlucky ${name}`);
      const update = await act(name, state, ctx, (key) => once(ctx, call, name, key));
      around.tell("finish", call, name);
      return { trail: [name], ...update };
    };
  const once = async (ctx: AnyContext, call: string, name: string, key: string): Promise<Values> => {
    const stored = await ctx.once(key, async () => {
      await around.pause();
      const receipt = around.receipt();
      around.tell("effect", call, name, key, receipt);
      return { effect: `${name} ${key}`, receipt };
    });
    around.tell("once", call, name, key);
    return { [stored.effect]: stored.receipt };
  };
  const work = (key: string): AnyHandler => step((name) => ({ totals: { [key]: hash(name) } }));
  const counting = step((name) => ({ total: hash(name) }));
  const paying = step(async (_name, _state, _ctx, once) => {
    const first = await once("first");
    await around.pause();
    return { receipts: { ...first, ...(await once("second")) } };
  });
  const failing = step((name) => {
    throw new Error(name);
  });
  const absent = (): never => {
    throw new Error("Somebody must stand in.");
  };
  const desk = step((name) => ({ best: hash(name) }));
  return {
    plan: step((_name, { size }) => ({
      jobs: Array.from({ length: size + 1 }, (_, job) => job),
      at: new Date(Date.UTC(2024, 1, size)),
    })),
    fetch: work("fetched"),
    parse: step((name, _state, { args }) => ({ totals: { parsed: hash(name) }, seen: [`job ${String(args["job"])}`] })),
    spin: desk,
    left: step((name) => ({ seen: [name] })),
    right: step(() => ({ seen: ["right"] })),
    both: work("both"),
    buy: paying,
    risky: step((name, _state, { args }) => {
      if (Number(args["job"]) % 2 === 1) throw new Error(name);
      return { totals: { risky: hash(name) } };
    }),
    flaky: step((name, _state, { attempt }) => {
      if (attempt < 2) throw new Error("Works the second time.");
      return { seen: [`flaky ${name}`] };
    }),
    doomed: failing,
    desk: async (state: State, ctx) => {
      const update = await desk(state, ctx);
      return goto((state.size + ctx.step) % 2 === 0 ? "north" : "south", update as Values);
    },
    north: step((name) => ({ amount: BigInt(hash(name)) ** 9n })),
    south: step((name) => ({ amount: -BigInt(hash(name)) })),
    pick: step(() => ({})),
    east: paying,
    west: work("west"),
    tally: step(async (name, _state, _ctx, once) => ({
      totals: { tallied: hash(name) },
      receipts: await once("tallied"),
      round: 1,
    })),
    negotiate: step(async (_name, { where }, ctx, once) => {
      const receipts = await once("before");
      const first = await ctx.ask({ where, round: 1 });
      await around.pause();
      const more = await once("between");
      const second = await ctx.ask({ where, round: 2 });
      return { receipts: { ...receipts, ...more }, said: [`${where} agreed: ${String(first)}, ${String(second)}`] };
    }),
    late: step((name, _state, { error }) => ({ totals: { [error.name]: hash(name) } })),
    steer: absent,
    calm: work("calm"),
    rush: work("rush"),
    triage: absent,
    hire: work("hired"),
    pack: paying,
    mercy: step((name, _state, { error }) => ({ totals: { [error.name]: hash(name) } })),
    finish: desk,
    "review/draft": step((name) => ({ total: hash(name), round: 1 })),
    "review/check": counting,
    "review/late": counting,
    "review/part/cut": counting,
    "review/part/weigh": counting,
    "review/part/wrap": counting,
  };
}

type Once = (key: string) => Promise<Values>;

/** The answer to a question, which follows from what was asked. */
export function answerTo(name: string, payload: unknown): unknown {
  const asked = JSON.stringify(payload);
  if (name === "negotiate") return `offer ${hash(asked)}`;
  const ok = hash(asked) % 2 === 0;
  return ok ? { ok } : { ok, note: `because of ${hash(asked)}` };
}

/**
 * The output of a run without what differs from run to run: of receipts only the names stay, and of notes those that are there more than once, with what
 * is in `weight` that no note explains.
 */
export function comparable(output: Values): Values {
  const trail = output["trail"] as readonly string[];
  const notes = trail.filter(isNote);
  return {
    ...output,
    receipts: Object.keys(output["receipts"] as object),
    trail: trail.filter((name) => !isNote(name)),
    twice: notes.filter((name, at) => notes.indexOf(name) < at),
    weight: notes.reduce((weight, name) => weight - hash(name), output["weight"] as number),
  };
}
