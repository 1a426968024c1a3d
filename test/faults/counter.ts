/** A graph that reads a number and writes the next: an update that is lost makes the sum too low, one that counts twice too high. */
import { ThreadBusyError, ThreadConflictError, UnfinishedRunError } from "@graphc/runtime";
import type { Checkpointer, Durability } from "@graphc/runtime";
import { load, type AnyApp, type Setup } from "../acceptance/run.ts";
import { turns } from "./storage.ts";

const text = `
import { bump } from "./bump.ts"
graph Counter {
  state { output n: int = 0  output steps: int = 0 reduce add }
  node before => { steps: 1 }
  node bump { reads n writes n }
  node after => { steps: 1 }
  start -> before -> [bump] -> after -> end
}`;

const module = load(text, {
  "./bump.ts": {
    bump: async ({ n }: { readonly n: number }) => {
      await turns(2);
      return { n: n + 1 };
    },
  },
});

export async function counterApp(checkpointer: Checkpointer): Promise<AnyApp> {
  return ((await module)["createCounter"] as (options: Setup) => AnyApp)({ checkpointer });
}

/** What a caller is told who was not alone: nothing of his call is kept, so that he may call again. */
const isRefused = (error: unknown): boolean =>
  error instanceof ThreadBusyError || error instanceof ThreadConflictError || error instanceof UnfinishedRunError;

/** Counts so many times, each as often as it takes until nobody else was faster; how often it was refused. */
export async function count(
  app: AnyApp,
  times: number,
  durability: Durability,
  ifBusy: "reject" | "wait",
): Promise<number> {
  let refused = 0;
  for (let done = 0; done < times;) {
    try {
      await app.invoke({}, { threadId: "t", durability, ifBusy });
      done++;
    } catch (error) {
      if (!isRefused(error)) throw error;
      refused++;
      await turns(1 + (refused % 7));
    }
  }
  return refused;
}
