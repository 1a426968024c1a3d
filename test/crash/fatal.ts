import type { Awaitable, Checkpointer } from "@graphc/runtime";
import { connect, direct, type Direct } from "../../runtime/checkpoint/direct.ts";

/** At which write to the storage a worker kills itself: before it is made, when it has been made, or when what it stores is stored; or at which line of its journal. */
export interface Fatal {
  readonly count: number;
  readonly when: "before" | "made" | "stored" | "told";
}

/** A checkpointer at one of whose writes the process dies. */
export function fatal(inside: Checkpointer, { count, when }: Fatal): Checkpointer & { readonly [direct]: Direct } {
  const inner = connect(inside);
  let calls = 0;
  const dying = (write: () => Awaitable<void>): Awaitable<void> => {
    if (when === "told" || ++calls !== count) return write();
    if (when === "before") die();
    const stored = write();
    if (when === "made" || stored === undefined) die();
    return stored?.then(die);
  };
  return {
    [direct]: {
      ...(inner.ordered === true && { ordered: true }),
      load: (...all) => inner.load(...all),
      commit: (...all) => dying(() => inner.commit(...all)),
      saveStep: (...all) => dying(() => inner.saveStep(...all)),
      history: (...all) => inner.history(...all),
    },
    load: (...all) => inside.load(...all),
    commit: (...all) => inside.commit(...all),
    saveStep: (...all) => inside.saveStep(...all),
    history: (...all) => inside.history(...all),
    threads: (...all) => inside.threads(...all),
    deleteThread: (...all) => inside.deleteThread(...all),
    prune: (...all) => inside.prune(...all),
    close: () => inside.close(),
  };
}

export function die(): void {
  process.kill(process.pid, "SIGKILL");
}
