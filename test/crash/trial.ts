import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Checkpointer, Durability, Snapshot } from "@graphc/runtime";
import type { AnyApp, AnyGraph, Values } from "../acceptance/run.ts";
import type { Built } from "./build.ts";
import type { Orders } from "./child.ts";
import type { Fatal } from "./fatal.ts";
import { Fleet, type Life, type Strike } from "./fleet.ts";
import { JournalReader, type Line } from "./journal.ts";
import type { StorageKind } from "./kit.ts";
import { readStored, type Stored } from "./ledger.ts";
import { Random } from "./random.ts";
import { Watch } from "./watch.ts";
import type { Work } from "./worker.ts";

export interface TrialOptions {
  readonly built: Built;
  readonly fleet: Fleet;
  readonly storage: StorageKind;
  /** The connection string; for SQLite, each trial has a file of its own. */
  readonly place?: string;
  readonly seed: number;
  readonly durability: Durability;
  /** How many processes work on the same threads at once; each is killed and started again apart from the others. */
  readonly processes: 1 | 2;
  /** How often processes are killed at most; then they are left alone. */
  readonly kills: number;
  /** When killing ends, whatever is not done, by `Date.now()`. Default: never. */
  readonly until?: number;
}

export interface Report {
  readonly kills: number;
  /** What was stored and what was under way when a process was killed, as one text for each different one. */
  readonly instants: ReadonlySet<string>;
  /** How many steps were begun again of which nothing was stored. */
  readonly again: number;
  /** How many steps and effects were run again that had been stored. */
  readonly repeated: number;
  /** What must not be; each names the seed. */
  readonly problems: readonly string[];
}

/** Threads of one trial, each with what it must come to. */
interface Thread {
  readonly work: Omit<Work, "starts" | "ifBusy">;
  readonly expected: Values;
  readonly steps: ReadonlySet<string>;
  readonly watch: Watch;
}

/** Has threads worked on by processes that are killed again and again until all is done, looking at the database after each kill. */
export async function trial(options: TrialOptions): Promise<Report> {
  const one = new Trial(options);
  try {
    await one.open();
    await one.run();
    return one.report();
  } finally {
    await one.close();
  }
}

let trials = 0;

class Trial {
  readonly #options: TrialOptions;
  readonly #random: Random;
  readonly #name: string;
  readonly #place: string;
  readonly #threads: Thread[] = [];
  readonly #byCall = new Map<string, Watch>();
  readonly #instants = new Set<string>();
  readonly #problems: string[] = [];
  readonly #journal: JournalReader;
  readonly #journalPath: string;
  #reader: Checkpointer | undefined;
  #looks: Promise<void> = Promise.resolve();
  #kills = 0;
  #lives = 0;
  #alive = 0;

  constructor(options: TrialOptions) {
    const { built, place, seed } = options;
    this.#options = options;
    this.#random = new Random(seed);
    this.#name = `${process.pid}-${trials++}`;
    this.#place = place ?? join(built.folder, `${this.#name}.db`);
    this.#journalPath = join(built.folder, `${this.#name}.log`);
    this.#journal = new JournalReader(this.#journalPath);
  }

  /** Decides what is to be done, and does it once without any disturbance. */
  async open(): Promise<void> {
    const { built, durability, processes, storage } = this.#options;
    const alone = processes === 1;
    const count = alone ? 1 + this.#random.below(2) : 1;
    for (let i = 0; i < count; i++) {
      const turns = this.#random.below(4) === 0 ? 2 : 1;
      const work = { threadId: `${this.#name}-${i}`, turns, size: 2 + this.#random.below(2), durability };
      const watch = new Watch(durability, alone, storage === "sqlite");
      this.#threads.push({ work, watch, ...(await undisturbed(built, work)) });
    }
  }

  async run(): Promise<void> {
    const { processes } = this.#options;
    await Promise.all(Array.from({ length: processes }, (_, place) => this.#workers(place)));
    await this.#finally();
  }

  /** One worker after the other, each but the last killed. */
  async #workers(place: number): Promise<void> {
    const { fleet, kills, until = Number.POSITIVE_INFINITY } = this.#options;
    for (;;) {
      const disturbed = this.#kills < kills && Date.now() < until;
      const strike = disturbed ? this.#strike() : undefined;
      const orders = this.#orders(place, disturbed && strike === undefined);
      this.#alive++;
      const life: Life = await fleet.send(orders, strike);
      const { errors, killed } = await life.end;
      this.#alive--;
      if (errors !== "") {
        this.#problem(errors);
        return;
      }
      if (!killed) return;
      this.#kills++;
      await this.#look();
    }
  }

  #orders(place: number, isFatal: boolean): Orders {
    const { processes, storage } = this.#options;
    const random = this.#random;
    const works = this.#threads.flatMap(({ work }): readonly Work[] => {
      const ifBusy = random.pick<"reject" | "wait">(["reject", "wait"]);
      const one: Work = { ...work, starts: place === 0, ifBusy };
      // A second call on the same thread in the same process.
      return processes > 1 && random.below(2) === 0 ? [one, { ...one, starts: false }] : [one];
    });
    return {
      storage,
      place: this.#place,
      journal: this.#journalPath,
      name: `${place}.${this.#lives++}`,
      seed: random.fork(),
      works,
      unlucky: random.pick([20, 100, 1_000]),
      ...(isFatal && { fatal: this.#fatal() }),
    };
  }

  #fatal(): Fatal {
    const when = this.#random.pick<Fatal["when"]>(["before", "made", "stored", "told", "told"]);
    return { when, count: this.#few(when === "told" ? 150 : 60) };
  }

  /** When to kill the next worker; `undefined` if it is to kill itself. */
  #strike(): Strike | undefined {
    const random = this.#random;
    const kind = random.below(6);
    if (kind < 2) return undefined;
    if (kind === 2) return { events: 0, delay: random.spread(0.1, 200) };
    return { events: this.#few(150), delay: random.spread(0.01, 4) };
  }

  /** A number that is mostly small; where only the end of a call stores anything, workers must come that far now and then. */
  #few(most: number): number {
    const { durability } = this.#options;
    return Math.round(
      this.#random.spread(durability === "exit" ? most / 8 : 1, durability === "exit" ? most * 2 : most),
    );
  }

  /** Looks at the database, one look after the other, and returns when nobody looks: a worker that starts would change what another look sees. */
  async #look(): Promise<void> {
    // Now and then the next worker is the first to see what the dead one has left.
    if (this.#random.below(5) > 0) this.#looks = this.#looks.then(() => this.#lookNow());
    for (let awaited: Promise<void> | undefined; awaited !== this.#looks;) {
      awaited = this.#looks;
      await awaited;
    }
  }

  /** The database as it is now: all threads can be read, and nothing that was there is gone. */
  async #lookNow(): Promise<void> {
    const { built } = this.#options;
    const quiet = this.#alive === 0;
    const found = new Map<Watch, Stored | undefined>();
    const app = await this.#open();
    for (const { watch, work } of this.#threads) {
      try {
        found.set(watch, await readStored(built.kit, this.#checkpointer, work.threadId));
        if (found.get(watch) !== undefined) await this.#read(app, work.threadId, quiet ? found.get(watch) : undefined);
      } catch (error) {
        this.#problem(`thread ${work.threadId} cannot be read: ${textOf(error)}`);
      }
    }
    const lines = this.#lines();
    for (const { watch } of this.#threads) watch.look(found.get(watch), lines.get(watch) ?? [], quiet);
    this.#instants.add(
      hash(
        [...found.values()].map((stored) => placeIn(built, stored)),
        [...lines.values()],
      ),
    );
    // Whoever closes a database last tidies up behind the dead; often somebody else is there first.
    if (this.#random.below(2) === 0) await this.#close();
  }

  /** What the engine makes of a thread. */
  async #read(app: AnyApp, threadId: string, stored: Stored | undefined): Promise<void> {
    const snapshot = await app.getState({ threadId, subgraphs: true });
    if (stored === undefined) return;
    const shown = new Set(trailOf(snapshot));
    const strange = [...shown].filter((name) => !stored.steps.has(name));
    if (strange.length > 0) this.#problem(`getState shows steps that are not stored: ${strange.join(", ")}`);
    // A step that failed shows in the state once its error edge has led to a node that says so.
    const hidden = [...stored.steps].filter((name) => !shown.has(name) && !/ (risky|doomed)\(/.test(name));
    if (hidden.length > 0) this.#problem(`getState does not show steps that are stored: ${hidden.join(", ")}`);
    if (this.#random.below(4) > 0) return;
    let length = Number.POSITIVE_INFINITY;
    for await (const past of app.getStateHistory({ threadId })) {
      const { trail } = past.values as { readonly trail: readonly string[] };
      if (trail.length > length) this.#problem(`the history of ${threadId} shows more before than after`);
      length = trail.length;
    }
  }

  /** The lines of each thread. */
  #lines(): ReadonlyMap<Watch, readonly Line[]> {
    const lines = new Map<Watch, Line[]>(this.#threads.map(({ watch }) => [watch, []]));
    for (const line of this.#journal.read()) {
      const [call = "", threadId = ""] = line.fields;
      if (line.kind === "wrong") {
        this.#problem(call);
        continue;
      }
      const begun = this.#threads.find(({ work }) => line.kind === "begin" && work.threadId === threadId);
      if (begun !== undefined) this.#byCall.set(call, begun.watch);
      const watch = this.#byCall.get(call);
      if (watch !== undefined) lines.get(watch)?.push(line);
    }
    return lines;
  }

  /** All is done: what came out is what comes out without any disturbance. */
  async #finally(): Promise<void> {
    try {
      await this.#compare();
    } catch (error) {
      this.#problem(`cannot be read in the end: ${textOf(error)}`);
    }
  }

  async #compare(): Promise<void> {
    const { built, processes } = this.#options;
    const app = await this.#open();
    const lines = this.#lines();
    for (const { expected, steps, watch, work } of this.#threads) {
      const { threadId } = work;
      watch.look(await readStored(built.kit, this.#checkpointer, threadId), lines.get(watch) ?? [], true);
      const output = (await app.continue({ threadId, context: { call: "last" } })) as Values;
      const difference = differenceOf(built.kit.comparable(output), expected);
      if (difference !== undefined) this.#problem(`the end of ${threadId} is another: ${difference}`);
      const { next } = await app.getState({ threadId });
      if (next.length > 0) this.#problem(`${threadId} has not ended: ${next.join()}`);
      const missing = [...steps].filter((step) => !watch.begun.has(step));
      const strange = [...watch.begun].filter((step) => !steps.has(step));
      if (missing.length + strange.length > 0) {
        this.#problem(`${threadId} ran without ${missing.join()} and with ${strange.join()}`);
      }
      const receipts = output["receipts"] as { readonly [effect: string]: string };
      for (const [effect, receipt] of processes === 1 ? watch.receipts : []) {
        if (receipts[effect] !== receipt) this.#problem(`${effect} has ${receipts[effect]} in the end, not ${receipt}`);
      }
    }
  }

  get #checkpointer(): Checkpointer {
    if (this.#reader === undefined) throw new Error("The database is not open.");
    return this.#reader;
  }

  async #open(): Promise<AnyApp> {
    const { built, storage } = this.#options;
    this.#reader ??= await built.kit.openStorage(storage, this.#place);
    return built.kit.createCrash({ checkpointer: this.#reader, handlers: handlers(built, () => undefined) });
  }

  async #close(): Promise<void> {
    const reader = this.#reader;
    this.#reader = undefined;
    await reader?.close();
  }

  async close(): Promise<void> {
    this.#journal.close();
    await this.#close();
  }

  #problem(text: string): void {
    const { durability, kills, processes, seed, storage } = this.#options;
    this.#problems.push(`${text}\n  (seed ${seed}: ${storage}, ${durability}, ${processes} at once, ${kills} kills)`);
  }

  report(): Report {
    for (const { watch } of this.#threads) for (const problem of watch.problems) this.#problem(problem);
    const sum = (count: "again" | "repeated"): number =>
      this.#threads.reduce((sum, { watch }) => sum + watch[count], 0);
    return {
      kills: this.#kills,
      instants: this.#instants,
      again: sum("again"),
      repeated: sum("repeated"),
      problems: this.#problems,
    };
  }
}

function handlers(built: Built, begin: (step: string) => void): ReturnType<Built["kit"]["handlersOf"]> {
  return built.kit.handlersOf({
    tell: (kind, _call, step = "") => {
      if (kind === "start") begin(step);
    },
    pause: () => Promise.resolve(),
    unlucky: () => false,
    receipt: () => "",
  });
}

const known = new Map<string, Promise<{ readonly expected: Values; readonly steps: ReadonlySet<string> }>>();

/** What comes out if nobody is killed, and which steps run. */
function undisturbed(
  built: Built,
  { size, turns }: Thread["work"],
): Promise<{ readonly expected: Values; readonly steps: ReadonlySet<string> }> {
  const key = `${built.folder} ${size} ${turns}`;
  const run = async (): Promise<{ readonly expected: Values; readonly steps: ReadonlySet<string> }> => {
    const { kit } = built;
    const steps = new Set<string>();
    const checkpointer = await kit.openStorage("memory", "");
    const time = kit.startOfTime();
    const begun = handlers(built, (step) => steps.add(step));
    const app = kit.createCrash({ checkpointer, handlers: begun, clock: () => time.now });
    const work = { threadId: "undisturbed", size, turns, durability: "sync", starts: true, ifBusy: "reject" } as const;
    const output = await kit.work(app, work, "undisturbed", new Random(0), time, () => undefined);
    return { expected: kit.comparable(output), steps };
  };
  const found = known.get(key) ?? run();
  known.set(key, found);
  return found;
}

/** The steps that a state and those of the graphs inside it name. */
function trailOf({ paths, values }: Snapshot<AnyGraph>): readonly string[] {
  const inner = paths.flatMap(({ subgraph }) =>
    subgraph === undefined ? [] : trailOf(subgraph as Snapshot<AnyGraph>),
  );
  return [...((values["trail"] ?? []) as readonly string[]), ...inner];
}

function differenceOf(found: Values, expected: Values): string | undefined {
  for (const name of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    const [one, other] = [written(found[name]), written(expected[name])];
    if (one !== other) return `${name} is ${one}, and is ${other} without kills`;
  }
  return undefined;
}

/** Values as text: numbers, bigints and dates told apart. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === "bigint" ? `${member}n` : member)) ?? "absent";

const placeIn = ({ kit }: Built, stored: Stored | undefined): string =>
  stored === undefined
    ? "nothing"
    : [...stored.steps, ...stored.effects.keys()]
        .filter((name) => !kit.isNote(name))
        .sort()
        .join();

/** What a text is told apart by; the names of calls, which differ from trial to trial, do not count, nor do edits, which may be called by them. */
function hash(stored: readonly string[], lines: readonly (readonly Line[])[]): string {
  const underWay = lines.map((all) =>
    all.map(({ fields: [, ...rest], kind }) => [kind, kind === "begin" || kind === "edit" ? [] : rest.slice(0, 2)]),
  );
  return createHash("sha256")
    .update(JSON.stringify([stored, underWay]))
    .digest("base64");
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
