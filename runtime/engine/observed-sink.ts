import type { Ask } from "../types/graph-types.ts";
import type { Interrupt } from "../types/interrupts.ts";
import type { Node } from "./table.ts";
import type { NodeFailure } from "../types/handlers.ts";
import { now, type Tell } from "./observe.ts";
import { type Path, pathName } from "./path.ts";
import type { RunInfo, StepObservation } from "../types/hooks.ts";
import type { Sink } from "./sink.ts";
import type { StreamMode } from "../types/streaming.ts";
import type { Values } from "./values.ts";
import type { Writable } from "./frontier.ts";

/** What is said of a step, without what some phases have beside it. Built member by member: copies of objects take longer than all else here. */
type About<P> = Writable<Omit<StepObservation, "phase">> & { phase: P; duration?: number };

/** Tells hooks what a run tells whoever listens, and hands it on to who streams the run. */
export class ObservedSink implements Sink {
  readonly #tell: Tell;
  readonly #run: RunInfo;
  readonly #stream: Sink | undefined;
  /** When the nodes that run were started. */
  readonly #started = new Map<Path, number>();

  constructor(tell: Tell, run: RunInfo, stream: Sink | undefined) {
    this.#tell = tell;
    this.#run = run;
    this.#stream = stream;
  }

  get full(): boolean {
    return this.#stream?.full === true;
  }

  async drained(): Promise<void> {
    await this.#stream?.drained();
  }

  started(path: Path, node: Node, attempt: number): void {
    this.#started.set(path, now());
    this.#tell(this.#about(path, node, path.step + 1, attempt, "start"));
    this.#stream?.started(path, node, attempt);
  }

  retrying(path: Path, node: Node, attempt: number, error: unknown, delay: number): void {
    this.#tell({ ...this.#about(path, node, path.step + 1, attempt, "retry"), error, delay });
    this.#stream?.retrying(path, node, attempt, error, delay);
  }

  finished(path: Path, node: Node, attempt: number, update: Values | undefined, error: NodeFailure | undefined): void {
    if (error === undefined) {
      this.#tell(this.#ended(path, this.#about(path, node, path.step, attempt, "finish")));
    }
    this.#stream?.finished(path, node, attempt, update, error);
  }

  failed(path: Path, node: Node, attempt: number, error: unknown): void {
    const about = this.#about(path, node, path.step + 1, attempt, "error");
    this.#tell({ ...this.#ended(path, about), error });
    this.#stream?.failed(path, node, attempt, error);
  }

  joined(path: Path): void {
    this.#stream?.joined(path);
  }

  tell(mode: StreamMode, event: object): void {
    if (mode === "interrupts" && "interrupt" in event) {
      const { name, id, path, deadline } = event.interrupt as Interrupt<Record<string, Ask>>;
      const until = deadline === undefined ? {} : { deadline };
      this.#tell({ type: "ask", run: this.#run, ask: name, id, path, ...until });
    }
    this.#stream?.tell(mode, event);
  }

  emitted(path: Path, node: Node, step: number, name: string, data: unknown): void {
    this.#stream?.emitted(path, node, step, name, data);
  }

  #about<P extends StepObservation["phase"]>(
    path: Path,
    { name, inner }: Node,
    step: number,
    attempt: number,
    phase: P,
  ): About<P> {
    const about: About<P> = {
      type: "step",
      run: this.#run,
      graph: path.level.table.graph.name,
      node: name,
      path: pathName(path, name),
      step,
      attempt,
      phase,
    };
    if (inner !== undefined) about.subgraph = inner.graph.name;
    return about;
  }

  /** With the time since the node was started, where that was in this run. */
  #ended<P extends StepObservation["phase"]>(path: Path, about: About<P>): About<P> {
    const began = this.#started.get(path);
    if (began === undefined) return about;
    this.#started.delete(path);
    about.duration = now() - began;
    return about;
  }
}
