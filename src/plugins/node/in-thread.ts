/** The hooks of a Node that runs them where the program runs (`module.registerHooks`) and cannot wait there: a worker compiles meanwhile. */
import type { LoadFnOutput, LoadHookContext } from "node:module";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { isForeign, moduleOf } from "./answer.ts";
import { isGraph, isTypeScript, type Loaded } from "./load.ts";

/** As `LoadHook`, at once. The types of the oldest Node that graphc runs on do not have it. */
export type LoadHookSync = (
  url: string,
  context: LoadHookContext,
  nextLoad: (url: string, context: LoadHookContext) => LoadFnOutput,
) => LoadFnOutput;

/** What the worker begins with. */
export interface Wiring {
  readonly signal: Int32Array;
  readonly port: MessagePort;
}

/** @param worker The file of the worker. It is started for the first file that needs it. */
export function inThread(worker: URL): LoadHookSync {
  let started: ((url: string) => Loaded) | undefined;
  const ours = (url: string): Loaded => (started ??= start(worker))(url);
  return (url, context, nextLoad) => {
    if (isGraph(url)) return moduleOf(ours(url));
    if (!isTypeScript(url)) return nextLoad(url, context);
    try {
      return nextLoad(url, context);
    } catch (error) {
      if (!isForeign(error)) throw error;
      return moduleOf(ours(url));
    }
  };
}

function start(file: URL): (url: string) => Loaded {
  const { port1: ours, port2: port } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Wiring = { signal, port };
  // Without the program's own flags: with them it would register hooks itself.
  new Worker(file, {
    workerData,
    transferList: [port],
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: "" },
  }).unref();
  ours.unref();
  return (url) => {
    Atomics.store(signal, 0, 0);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It is a port of Node's, not a window.
    ours.postMessage(url);
    Atomics.wait(signal, 0, 0);
    const received = receiveMessageOnPort(ours) as { readonly message: Loaded };
    return received.message;
  };
}
