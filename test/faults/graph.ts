/** A graph with all that can be open when a storage fails, whose steps leave a mark of their own, so that it can be told which of them were run again. */
import { goto } from "@graphc/runtime";
import type { Checkpointer } from "@graphc/runtime";
import { load, type AnyApp, type AnyContext, type AnyHandler, type Setup } from "../acceptance/run.ts";
import { turns } from "./storage.ts";

const text = `
import { work, slow, effects, talk, risky, retried, hop, choose, several } from "./work.ts"

graph Review {
  state { input topic: string  output log: string[] = [] reduce append  rounds: int = 0 reduce add }
  defaults { writes log }
  node draft = slow
  node check = work
  node checkSlowly = slow
  ask approve: boolean { show topic } => { log: [\`approve \${topic} \${answer}\`], rounds: 1 }
  start -> draft -> [check, checkSlowly] -> approve -> when { rounds < 2 -> draft max 1 then end, else -> end }
}

graph Whole {
  state { input items: int[]  output log: string[] = [] reduce append  output sum: int = 0 reduce add }
  defaults { writes log }
  node first = work
  node mainEffects = effects
  node item(n: int) = slow
  node deep(n: int) = work
  node deeper(n: int) = slow
  node deepest(n: int) = effects
  node count(n: int) => { sum: n }
  node review(topic: string) = Review { in { topic } } => { log: output.log }
  ask question: string { show len(log) } => { log: [\`question \${answer}\`] }
  node asked = work
  node talk { asks string for string }
  node risky
  node recover = slow
  node retried { retry 2 }
  node hop
  node left = work
  node right = slow
  node one = work
  node other = work
  node some = slow
  node more = effects
  node last = work
  ask final: string { show "really?" } => { log: [\`final \${answer}\`] }

  start -> first -> mainEffects -> [
    item(n) -> [deep(n), deeper(n) -> deepest(n)] -> when { visits(item) < n -> item(n), else -> count(n) } for n in items,
    review("a"),
    question -> asked,
    talk,
    risky -> retried
  ] -> hop -> goto { left, right } -> route choose { one, other } -> route several [some, more] -> final -> last
    -> when { visits(last) < 2 -> hop, else -> end }
  risky on error -> recover -> end
}
`;

/** What is known of the handlers that were run. */
export class Marks {
  /** How many were started. */
  started = 0;
  /** Called with what a handler that takes a while was given. */
  given: (log: readonly string[]) => Promise<void> = async () => undefined;

  /** One for each run of a handler or effect: `name@7`. */
  next(name: string): string {
    return `${name}@${++this.started}`;
  }
}

interface State {
  readonly log: readonly string[];
}

const nameOf = ({ name, args }: AnyContext): string => [name, ...Object.values(args)].join(" ");

const marksOf = new Map<string, Marks>();

function known({ threadId = "" }: AnyContext): Marks {
  const marks = marksOf.get(threadId);
  if (marks === undefined) throw new Error(`Nothing is known of the thread ${threadId}.`);
  return marks;
}

const markOf = (ctx: AnyContext, name: string): string => known(ctx).next(name);

const functions: Readonly<Record<string, AnyHandler>> = {
  work: (_, ctx) => ({ log: [markOf(ctx, nameOf(ctx))] }),
  slow: async ({ log }: State, ctx) => {
    const mark = markOf(ctx, nameOf(ctx));
    await known(ctx).given(log);
    await turns(1 + Number(ctx.args["n"] ?? 0));
    return { log: [mark] };
  },
  effects: async ({ log }: State, ctx) => {
    const mark = markOf(ctx, nameOf(ctx));
    const one = await ctx.once("one", () => markOf(ctx, "effect"));
    await known(ctx).given([...log, one]);
    const two = await ctx.once("two", async () => {
      const effect = markOf(ctx, "effect");
      await turns(1);
      return effect;
    });
    return { log: [mark, one, two] };
  },
  // A handler that asks runs again with each answer, so that its mark is an effect.
  talk: async (_, ctx) => {
    const name = await ctx.ask("your name?");
    const mark = await ctx.once("mark", () => markOf(ctx, "talk"));
    const age = await ctx.ask("your age?");
    return { log: [`${String(name)} ${String(age)}`, mark] };
  },
  risky: async (_, ctx) => {
    markOf(ctx, nameOf(ctx));
    await turns(2);
    throw new Error("it went wrong");
  },
  retried: (_, ctx) => {
    const mark = markOf(ctx, nameOf(ctx));
    if (ctx.attempt === 1) throw new Error("the first time");
    return { log: [mark] };
  },
  hop: ({ log }: State, ctx) =>
    goto(log.some((line) => line.startsWith("hop")) ? "right" : "left", { log: [markOf(ctx, nameOf(ctx))] }),
};

const routers = {
  choose: async ({ log }: State) => (await turns(1), log.length % 2 === 0 ? "one" : "other"),
  several: () => ["more", "some"],
};

const module = load(text, { "./work.ts": { ...functions, ...routers } });

export const input = { items: [1, 2] };

/** The app on a checkpointer. */
export async function wholeApp(checkpointer: Checkpointer): Promise<AnyApp> {
  return ((await module)["createWhole"] as (options: Setup) => AnyApp)({ checkpointer });
}

/** What is known of the handlers of a thread, from now on. */
export function marksFor(threadId: string): Marks {
  const marks = new Marks();
  marksOf.set(threadId, marks);
  return marks;
}

/** An answer to what is asked. */
export const answerTo = (name: string, payload: unknown): unknown =>
  name === "review/approve" || name === "approve" ? true : `answer to ${JSON.stringify(payload)}`;

/** Marks in a text. */
export const marksIn = (stored: string): readonly string[] => stored.match(/[\w ]+@\d+/g) ?? [];

/** The output without what differs from run to run. */
export const unmarked = (output: unknown): unknown => JSON.parse(JSON.stringify(output).replaceAll(/@\d+/g, "@"));
