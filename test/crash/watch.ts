import type { Durability } from "@graphc/runtime";
import type { Line, Outcome } from "./journal.ts";
import type { Stored } from "./ledger.ts";

/** A call of a worker on the thread. */
interface Call {
  /** How many times the database had been looked at before it began. */
  readonly since: number;
  readonly finished: string[];
  outcome: Outcome | undefined;
}

/**
 * What is known of one thread from both sides: from the journal, what was begun and done; from the database, what is stored of it. Whatever must
 * not be is a problem:
 *
 * - A step that was stored as finished is begun by a call that began after that was seen; so is an effect whose result was stored.
 * - Something that was stored is not there any more.
 * - An edit that was made is not there any more.
 * - Something is not stored that must be: what a call had finished that has returned; with `"sync"` and `"async"`, the result of a `once` that
 *   has returned; with `"sync"`, a step behind which the main path has gone on.
 */
export class Watch {
  readonly problems: string[] = [];
  /** Steps that were begun again, as nothing was stored of them: how many beginnings there were too many. */
  again = 0;
  /** Steps and effects that were stored, and begun again all the same. */
  repeated = 0;
  readonly #durability: Durability;
  readonly #alone: boolean;
  readonly #sudden: boolean;
  readonly #calls = new Map<string, Call>();
  /** By step or effect, at which look it was found stored first. */
  readonly #stored = new Map<string, number>();
  readonly #receipts = new Map<string, string>();
  readonly #begun = new Set<string>();
  readonly #once = new Set<string>();
  /** The edits that were told of since the database was looked at. */
  readonly #edits: string[] = [];
  #looks = 0;

  /** `alone` says that no two workers are at the thread at once; `sudden`, that what a worker has sent is stored before it is dead, or never. */
  constructor(durability: Durability, alone: boolean, sudden: boolean) {
    this.#durability = durability;
    this.#alone = alone;
    this.#sudden = sudden;
  }

  /** Every step that was begun. */
  get begun(): ReadonlySet<string> {
    return this.#begun;
  }

  /** The receipts that were stored, by effect. */
  get receipts(): ReadonlyMap<string, string> {
    return this.#receipts;
  }

  /** Takes what was stored, read before the journal was; `undefined` if it was not looked at. `quiet` says that nobody is at work. */
  look(stored: Stored | undefined, lines: readonly Line[], quiet: boolean): void {
    this.#looks++;
    for (const line of lines) this.#read(line);
    if (stored === undefined) return;
    for (const [name, look] of this.#stored) {
      if (!stored.steps.has(name) && !isEffectOf(stored, name))
        this.#problem(`is lost: ${name}, stored at look ${look}`);
    }
    for (const name of [...stored.steps, ...this.#edits.splice(0)]) this.#note(name);
    for (const [effect, receipt] of stored.effects) {
      this.#note(effect);
      if (this.#alone && (this.#receipts.get(effect) ?? receipt) !== receipt)
        this.#problem(`has another result: ${effect}`);
      this.#receipts.set(effect, receipt);
    }
    if (quiet && this.#alone) this.#checkStored(stored);
  }

  #note(name: string): void {
    if (!this.#stored.has(name)) this.#stored.set(name, this.#looks);
  }

  #read({ kind, fields }: Line): void {
    const [name = "", step = "", detail = ""] = fields;
    if (kind === "begin") {
      this.#calls.set(name, { since: this.#looks, finished: [], outcome: undefined });
      return;
    }
    if (kind === "wrong") {
      this.#problem(name);
      return;
    }
    const call = this.#calls.get(name);
    if (call === undefined) throw new Error(`The journal tells of a call that never began: ${name}`);
    switch (kind) {
      case "start":
        if (this.#begun.has(step) && detail === "1") this.again++;
        this.#begun.add(step);
        this.#refuse(call, step, "is run again");
        break;
      case "effect":
        this.#refuse(call, `${step} ${detail}`, "is done again");
        break;
      case "once":
        this.#once.add(`${step} ${detail}`);
        break;
      case "finish":
        call.finished.push(step);
        break;
      case "edit":
        call.finished.push(step);
        this.#edits.push(step);
        break;
      case "end":
        call.outcome = step as Outcome;
        if (this.#alone && this.#sudden && !usual.has(call.outcome)) this.#problem(`ends with ${step}: call ${name}`);
        break;
    }
  }

  #refuse(call: Call, name: string, what: string): void {
    const look = this.#stored.get(name);
    if (look === undefined || call.since <= look) return;
    this.repeated++;
    this.#problem(`${what}: ${name}, stored at look ${look}`);
  }

  #checkStored(stored: Stored): void {
    for (const [name, { finished, outcome }] of this.#calls) {
      if (outcome === undefined || !usual.has(outcome)) continue;
      for (const step of finished) {
        if (!stored.steps.has(step)) this.#problem(`is not stored when call ${name} has returned: ${step}`);
      }
      finished.length = 0;
    }
    if (this.#durability === "exit") return;
    for (const effect of this.#once) {
      if (!isEffectOf(stored, effect)) this.#problem(`is not stored when once has returned: ${effect}`);
    }
    this.#once.clear();
    if (this.#durability === "sync") this.#checkOrder(stored);
  }

  /** The steps of the graph itself before one of its main path: each run counts from 1. */
  #checkOrder(stored: Stored): void {
    const last = new Map<string, number>();
    for (const name of this.#begun) {
      const { run, node, step } = placeOf(name);
      if (mainPath.has(node)) last.set(run, Math.max(last.get(run) ?? 0, step));
    }
    for (const name of this.#begun) {
      const { run, step } = placeOf(name);
      if (step < (last.get(run) ?? 0) && !stored.steps.has(name)) {
        this.#problem(`is not stored, and the main path has gone on: ${name}`);
      }
    }
  }

  #problem(text: string): void {
    this.problems.push(text);
  }
}

/** How a call ends on a thread that nobody else is at. */
const usual: ReadonlySet<Outcome> = new Set(["done", "interrupted", "failed", "edited", "refused"]);

/** The nodes outside of groups. */
const mainPath = new Set(["plan", "flaky", "doomed", "desk", "north", "south", "pick", "tally", "mercy", "finish"]);

/** Takes `1 fetch(3)@2` apart; steps of subgraphs have dots in what names the run. */
function placeOf(name: string): { readonly run: string; readonly node: string; readonly step: number } {
  const [run = "", rest = ""] = name.split(" ");
  return { run, node: rest.slice(0, rest.indexOf("(")), step: Number(rest.slice(rest.lastIndexOf("@") + 1)) };
}

/** Whether the result of an effect is stored: by itself, or with the step that it belongs to. */
function isEffectOf({ effects, steps }: Stored, name: string): boolean {
  return effects.has(name) || steps.has(name.slice(0, name.lastIndexOf(" ")));
}
