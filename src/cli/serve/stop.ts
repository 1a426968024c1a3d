import type { Handler } from "@graphc/runtime/http";
import type { Listening } from "@graphc/runtime/http/node";
import { count } from "../../diagnostics/render/summary.ts";
import type { Io } from "../io.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/** Runners of scripts pass on a Ctrl+C that the terminal has sent to everybody, so that it comes twice. Within so many milliseconds it is the same. */
const echo = 500;

/** Handlers that do not heed their signal go on, and keep the process; so many milliseconds after all is stored it ends without them. */
const parting = 500;

/** Ends the process soon, if nothing else does. */
export function endSoon(): void {
  setTimeout(() => process.exit(), parting).unref();
}

/** Resolves when a signal has come and all runs have ended, or are stopped where they can be continued. A second signal ends the process at once. */
export async function untilStopped(listening: Listening, handler: Handler, grace: number, io: Io): Promise<void> {
  let told: number | undefined;
  const stopped = new Promise<void>((stop) => {
    for (const signal of signals) {
      process.on(signal, () => {
        if (told === undefined) {
          told = performance.now();
          stop();
        } else if (performance.now() - told > echo) {
          io.stderr.write("ended at once; runs go on after their last stored step when they are continued\n");
          process.exit(signal === "SIGINT" ? 130 : 143);
        }
      });
    }
  });
  await stopped;
  const { active } = handler.service.runs;
  if (active > 0) {
    io.stderr.write(
      `stopping: ${count(active, "run")} ${active === 1 ? "has" : "have"} ${grace} s to end; again to end at once\n`,
    );
  }
  await listening.close(grace * 1000);
  io.stderr.write("stopped\n");
}
