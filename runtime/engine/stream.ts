import { extrasOf, type Level, type Path, pathName } from "./path.ts";
import type { Node } from "./table.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Run } from "./run.ts";
import type { Sink } from "./sink.ts";
import type { StreamMode } from "../types/streaming.ts";
import { valuesOf } from "./view.ts";
import type { Values } from "./values.ts";

/** What a stream takes, to code that does not know the graph. */
export interface StreamConfig {
  readonly modes?: readonly StreamMode[];
  readonly subgraphs?: boolean;
  readonly answers?: object;
}

const usual: readonly StreamMode[] = ["updates", "events", "interrupts"];

/** From so many events on that nobody has taken, no further step starts. */
const enough = 16;

/** What happens in a run, for who iterates over it: a bounded buffer between the two. */
export class EventStream implements Sink {
  run: Run | undefined = undefined;
  readonly #modes: ReadonlySet<StreamMode>;
  readonly #inside: boolean;
  #events: object[] = [];
  #taken = 0;
  #seq = 0;
  #wake: (() => void) | undefined = undefined;
  #drained: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined = undefined;

  constructor({ modes = usual, subgraphs = false }: StreamConfig) {
    this.#modes = new Set(modes);
    this.#inside = subgraphs;
  }

  /** Runs `start` and yields what it tells; whoever stops iterating cancels it. */
  async *events(
    outer: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<object>,
  ): AsyncGenerator<object> {
    const controller = new AbortController();
    const abort = (): void => controller.abort(outer?.reason);
    if (outer?.aborted === true) abort();
    outer?.addEventListener("abort", abort, { once: true });
    let over = false;
    let failure: { readonly error: unknown } | undefined;
    const running = start(controller.signal)
      .then(
        (output) => this.#push({ seq: ++this.#seq, step: this.run?.main.step ?? 0, path: "", type: "done", output }),
        (error: unknown) => {
          failure = { error };
        },
      )
      .finally(() => {
        over = true;
        this.#wake?.();
      });
    try {
      for (;;) {
        while (this.#taken < this.#events.length) yield this.#take();
        if (over) break;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      if (failure !== undefined) throw failure.error;
    } finally {
      outer?.removeEventListener("abort", abort);
      if (!over) {
        controller.abort();
        await running;
      }
    }
  }

  #take(): object {
    const event = this.#events[this.#taken++] ?? {};
    if (this.#taken === this.#events.length) {
      this.#events = [];
      this.#taken = 0;
    }
    if (!this.full) {
      this.#drained?.resolve();
      this.#drained = undefined;
    }
    return event;
  }

  #push(event: object): void {
    this.#events.push(Object.freeze(event));
    this.#wake?.();
  }

  get full(): boolean {
    return this.#events.length - this.#taken >= enough;
  }

  drained(): Promise<void> {
    if (this.#drained === undefined) {
      let resolve = (): void => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.#drained = { promise, resolve };
    }
    return this.#drained.promise;
  }

  /** Tells an event of a path; one of a subgraph is wrapped once for each graph around it, or left out. */
  #tell(level: Level, step: number, path: string, event: object): void {
    if (level.owner === undefined) {
      this.#push({ seq: ++this.#seq, step, path, ...event });
      return;
    }
    if (!this.#inside) return;
    const { owner } = level;
    const outer = owner.level;
    const node = outer.table.nodes[owner.at]?.name ?? "";
    const inner = Object.freeze({ seq: this.#seq + 1, step, path: path.slice(level.prefix.length), ...event });
    this.#tell(outer, owner.step + 1, pathName(owner, node), { type: "subgraph", node, event: inner });
  }

  started(path: Path, node: Node, attempt: number): void {
    extrasOf(path).started = Date.now();
    this.#step(path, node, path.step + 1, { phase: "start", attempt });
  }

  retrying(path: Path, node: Node, attempt: number, error: unknown, delay: number): void {
    this.#step(path, node, path.step + 1, { phase: "retry", attempt, error, delay });
  }

  failed(path: Path, node: Node, attempt: number, error: unknown): void {
    this.#step(path, node, path.step + 1, { phase: "error", attempt, error });
  }

  #step(path: Path, node: Node, step: number, event: object): void {
    if (!this.#modes.has("steps")) return;
    this.#tell(path.level, step, pathName(path, node.name), { type: "step", node: node.name, ...event });
  }

  finished(path: Path, node: Node, attempt: number, update: Values | undefined, error: NodeFailure | undefined): void {
    const { step, level } = path;
    if (error === undefined) {
      if (this.#modes.has("updates")) {
        const event = { type: "update", node: node.name, update: Object.freeze({ ...update }) };
        this.#tell(level, step, pathName(path, node.name), event);
      }
      this.#step(path, node, step, { phase: "finish", attempt, duration: Date.now() - extrasOf(path).started });
    }
    if (path.within === undefined && update !== undefined) this.#values(path, pathName(path, node.name));
  }

  joined(path: Path): void {
    if (path.within === undefined) this.#values(path, "");
  }

  #values({ level, state, step }: Path, path: string): void {
    if (this.#modes.has("values"))
      this.#tell(level, step, path, { type: "values", values: valuesOf(level.table, state) });
  }

  tell(mode: StreamMode, event: object): void {
    if (this.#modes.has(mode)) this.#push({ seq: ++this.#seq, ...event });
  }

  emitted(path: Path, node: Node, step: number, name: string, data: unknown): void {
    if (this.#modes.has("events"))
      this.#tell(path.level, step, pathName(path, node.name), { type: "event", name, data });
  }
}
