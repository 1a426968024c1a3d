import type { Done, Halt, Journal, Question, Said } from "./journal.ts";
import { type Failure, type Frontier, goneNode, restore } from "./frontier.ts";
import { type Level, type Path, pathName } from "./path.ts";
import type { Split } from "./members.ts";
import type { DirectRecord } from "../checkpoint/direct.ts";
import type { Node } from "./table.ts";
import { approach } from "./replay.ts";
import type { Fresh, Next } from "./park.ts";
import { Run } from "./run.ts";
import { SchemaMismatchError } from "../errors.ts";
import type { Setup } from "./call.ts";
import { isQuestion, StepLog } from "./log.ts";
import type { Values } from "./values.ts";

/** A path as it is found when a run is looked at. */
export interface OpenPath {
  readonly at: Path;
  readonly path: string;
  readonly node: string;
  readonly status: Halt;
  readonly level: Level;
  readonly failure: Failure | undefined;
  /** The level that a subgraph node runs. */
  readonly inner: Level | undefined;
  readonly grouped: boolean;
}

/** A question that waits, with what its answer must be. */
export interface Waiting extends Question {
  readonly name: string;
  readonly path: string;
  readonly node: Node;
  readonly index: number;
  readonly ask: number;
}

/** What a stored run looks like: where its paths are, what waits, and the state with what has finished. */
export interface Inspection {
  readonly run: Run;
  readonly journal: InspectingJournal;
  readonly paths: readonly OpenPath[];
  readonly waiting: readonly Waiting[];
  /** The nodes that run next or wait, by path. */
  readonly next: readonly string[];
  /** Set if a path waits at a node, or a question at an ask, that this version of the graph does not have. */
  readonly gone: SchemaMismatchError | undefined;
}

/** What is looked at. */
export interface Inspected {
  readonly setup: Setup;
  readonly state: Values;
  readonly frontier: Frontier;
  readonly records: readonly DirectRecord[];
  readonly version: number;
  readonly threadId: string;
}

/** Follows a stored run as far as it has come, without running anything. */
export function inspect(inspected: Inspected): Inspection {
  const { setup, state, frontier, threadId } = inspected;
  const journal = new InspectingJournal(inspected);
  const options = {
    setup,
    threadId,
    info: undefined,
    context: {},
    limit: Number.POSITIVE_INFINITY,
    maxConcurrency: undefined,
    stopBefore: undefined,
    stopAfter: undefined,
  };
  const run = new Run(options, state, journal, undefined);
  let gone: SchemaMismatchError | undefined;
  try {
    journal.said = restore(run.main, frontier, inspected.version);
    void run.execute();
    gone = goneQuestion(inspected, journal.waiting);
  } catch (error) {
    if (!(error instanceof SchemaMismatchError)) throw error;
    gone = error;
  }
  const { paths, waiting } = journal;
  if (gone !== undefined) paths.push(goneAt(run, gone));
  const next = paths.filter(({ status, inner }) => status !== "joined" && inner === undefined).map(({ path }) => path);
  waiting.sort((one, other) => (moment(one) < moment(other) ? -1 : 1));
  return { run, journal, paths, waiting, next, gone };
}

/** A path whose node is not there any more. */
function goneAt({ level, main }: Run, { message, name, node = "" }: SchemaMismatchError): OpenPath {
  const failure = { path: node, index: 0, name, message };
  return { at: main, path: node, node, status: "failed", level, failure, inner: undefined, grouped: false };
}

/**
 * A question that was asked and to which no path of this version of the graph comes, unless what asked it has ended without an answer.
 */
function goneQuestion(
  { records, setup, threadId, version }: Inspected,
  waiting: readonly Waiting[],
): SchemaMismatchError | undefined {
  const settled = new Set(waiting.map(({ path, index, ask }) => `${path} ${index} ${ask}`));
  const ended = new Set<string>();
  for (const { path, index, kind, node, key } of records) {
    if (kind === "answer") settled.add(`${path} ${index} ${key}`);
    else if (kind === "step" && node !== "" && key === "") ended.add(path);
  }
  for (const { path, index, node, key } of records.filter(isQuestion)) {
    if (settled.has(`${path} ${index} ${key}`)) continue;
    if (path.split("/").some((_, depth, parts) => ended.has(parts.slice(0, depth + 1).join("/")))) continue;
    return goneNode(setup.table, threadId, version, node);
  }
  return undefined;
}

/** The part of an id that sorts by time. */
function moment({ id }: Waiting): string {
  return id.slice(id.lastIndexOf(":") + 1);
}

export class InspectingJournal implements Journal {
  inspecting = true;
  readonly knows: boolean = true;
  readonly paths: OpenPath[] = [];
  readonly waiting: Waiting[] = [];
  said: readonly Said[] | undefined = undefined;
  readonly #log = new StepLog();
  readonly #failures: ReadonlyMap<string, Failure>;
  readonly #taken: { done?: Done } = {};

  constructor({ records, frontier }: Inspected) {
    for (const record of records) this.#log.add(record);
    this.#failures = new Map(frontier.failed?.map((failure) => [`${failure.path} ${failure.index}`, failure]));
  }

  /** From now on nothing is only looked at: a step that is completed is left in the result. */
  take(): { readonly done?: Done } {
    this.inspecting = false;
    return this.#taken;
  }

  done(_path: Path, _node: Node, _index: number, done: Done): undefined {
    this.#taken.done = done;
  }

  flush(): undefined {}
  keep(): undefined {}
  folded(): undefined {}
  saveWay(): undefined {}
  saveEffect(): undefined {}
  stop(): undefined {}
  effect(): undefined {}

  approach(run: Run, path: Path, node: Node): Next | Fresh {
    return approach(this, run, path, node);
  }

  stopsAfter(): boolean {
    return false;
  }

  passes(): boolean {
    return true;
  }

  recall(path: Path, node: Node): Done | undefined {
    return this.#log.step(pathName(path, node.name), path.chain);
  }

  recallWay(path: Path): readonly Said[] | undefined {
    const { said } = this;
    this.said = undefined;
    return said ?? this.#log.way(path);
  }

  question(path: Path, node: Node, ask: number): Question | undefined {
    return this.#log.question(pathName(path, node.name), path.chain, ask);
  }

  answer(path: Path, node: Node, ask: number): { readonly value: unknown } | undefined {
    return this.#log.answer(pathName(path, node.name), path.chain, ask);
  }

  asks(path: Path, node: Node): boolean {
    return this.#log.asks(pathName(path, node.name), path.chain);
  }

  ask(): Question {
    throw new Error("Nothing may be asked here: please report this.");
  }

  parked(path: Path, node: Node | undefined, why: Halt): void {
    const name = node?.name ?? path.level.table.nodes[path.last]?.name ?? "start";
    const place = pathName(path, name);
    const failure = this.#failures.get(`${place} ${path.chain}`);
    const before = this.waiting.length;
    if (node !== undefined && node.inner === undefined) this.#findQuestions(path, node, place);
    const waits = this.waiting.length > before;
    this.paths.push({
      at: path,
      path: place,
      node: name,
      status: failure !== undefined || why === "failed" ? "failed" : waits ? "waiting" : "ready",
      level: path.level,
      failure,
      inner: node?.inner === undefined ? undefined : path.extras?.innermost,
      grouped: path.within !== undefined,
    });
  }

  /** The questions of an ask, or of a handler that asks, which have no answer. */
  #findQuestions(path: Path, node: Node, place: string): void {
    for (let ask = 0; ; ask++) {
      const question = this.#log.question(place, path.chain, ask);
      if (question === undefined || !("answer" in node.program)) return;
      if (this.#log.answer(place, path.chain, ask) !== undefined) continue;
      this.waiting.push({ ...question, name: path.level.asks + node.name, path: place, node, index: path.chain, ask });
    }
  }

  joined(split: Split): void {
    split.lasts.forEach((last, place) => {
      const node = split.path.level.table.nodes[last];
      if (node === undefined || split.unended?.has(place) === true) return;
      this.paths.push({
        at: split.path,
        path: split.nameOf(place),
        node: node.name,
        status: "joined",
        level: split.path.level,
        failure: undefined,
        inner: undefined,
        grouped: true,
      });
    });
  }
}
