/** Compiles for a thread that waits. */
import { workerData } from "node:worker_threads";
import type { Wiring } from "./in-thread.ts";
import { loader, type Loaded } from "./load.ts";

const { signal, port } = workerData as Wiring;
const load = loader();

port.on("message", (url: string) => {
  void load(url)
    .catch((error: unknown): Loaded => ({
      refused: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((loaded) => {
      port.postMessage(loaded);
      Atomics.store(signal, 0, 1);
      Atomics.notify(signal, 0);
    });
});
