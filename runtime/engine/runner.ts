import { type CallConfig, checkContext, executeRun, outputOfRun, runOptions, type Setup } from "./call.ts";
import { checkModes } from "./config.ts";
import { detachFields } from "../state/detach.ts";
import type { Graph } from "../types/description.ts";
import { head } from "./heading.ts";
import { Run } from "./run.ts";
import { throwFailure } from "./failure.ts";
import { EventStream, type StreamConfig } from "./stream.ts";
import { startState } from "./start.ts";

/** An app without a checkpointer: it runs from start to end and remembers nothing. */
export class GraphRunner {
  readonly #setup: Setup;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  get graph(): Graph {
    return this.#setup.table.graph;
  }

  async invoke(input: unknown, config: CallConfig = {}): Promise<object> {
    const run = this.#start(input, config, undefined);
    if (this.#setup.around !== undefined) return performed(run, config.signal);
    const running = executeRun(run, config.signal);
    if (running !== undefined) await running;
    throwFailure(run);
    return outputOfRun(run);
  }

  stream(input: unknown, config: CallConfig & StreamConfig = {}): AsyncIterable<object> {
    const stream = new EventStream(config);
    return stream.events(config.signal, async (signal) => {
      checkModes(this.graph.name, config);
      const run = this.#start(input, config, stream);
      stream.run = run;
      return performed(run, signal);
    });
  }

  #start(input: unknown, config: CallConfig, sink: EventStream | undefined): Run {
    const setup = this.#setup;
    const { table } = setup;
    const options = runOptions(setup, config, "start", undefined);
    checkContext(table, options.context);
    const owner = { table, threadId: undefined, trusts: setup.options.validate === "input" };
    const told = setup.around?.observer?.sink(options, sink) ?? sink;
    const run = new Run(options, startState(owner, undefined, detachFields(input)), undefined, told);
    head(run.main, table.program.start);
    return run;
  }
}

function performed(run: Run, signal: AbortSignal | undefined): Promise<object> {
  const perform = (): Promise<object> => outcomeOf(run, signal);
  return run.setup.around?.observer?.run(run.options, signal, perform) ?? perform();
}

async function outcomeOf(run: Run, signal: AbortSignal | undefined): Promise<object> {
  await executeRun(run, signal);
  throwFailure(run);
  return outputOfRun(run);
}
