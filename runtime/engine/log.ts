import { type Path, pathName } from "./path.ts";
import type { DirectRecord } from "../checkpoint/direct.ts";
import type { Done, Question, Said } from "./journal.ts";
import { unpackDone } from "./frontier.ts";

/** What records are stored under beside the fields of the state: as those, what is new is appended. No field is called so. */
export const logField = "/log";

/** What was done since the main path's last step, found by place. Values in it are adopted. */
export class StepLog {
  readonly records: DirectRecord[] = [];
  /** How many of the records, from the first on, the checkpoint that is the head has among its fields. */
  stored = 0;
  /** Whether it holds steps or ways that were done before this run. */
  knows = false;
  readonly #found = new Map<string, unknown>();
  /** Whether what was recorded last of an asking step is a question, by place. */
  readonly #asking = new Map<string, boolean>();

  add(record: DirectRecord): boolean {
    const place = placeOf(record.kind, record.key, record.index, record.path);
    if (this.#found.has(place)) return false;
    this.#found.set(place, record.value);
    this.records.push(record);
    const isAnswer = record.kind === "answer";
    if (isAnswer || isQuestion(record)) this.#asking.set(`${record.index} ${record.path}`, !isAnswer);
    return true;
  }

  /** Forgets everything: the main path has gone on. */
  clear(): void {
    if (this.records.length === 0) return;
    this.records.length = 0;
    this.#found.clear();
    this.#asking.clear();
    this.stored = 0;
    this.knows = false;
  }

  step(path: string, index: number): Done | undefined {
    const found = this.#found.get(placeOf("step", "", index, path));
    return found === undefined ? undefined : unpackDone(found as Parameters<typeof unpackDone>[0]);
  }

  question(path: string, index: number, ask: number): Question | undefined {
    return this.#found.get(placeOf("step", `${ask}`, index, path)) as Question | undefined;
  }

  answer(path: string, index: number, ask: number): { readonly value: unknown } | undefined {
    return this.#found.get(placeOf("answer", `${ask}`, index, path)) as { readonly value: unknown } | undefined;
  }

  /** Whether a step has asked, and no answer has come since. */
  asks(path: string, index: number): boolean {
    return this.#asking.get(`${index} ${path}`) === true;
  }

  effect(path: string, index: number, key: string): { readonly value: unknown } | undefined {
    return this.#found.get(placeOf("once", key, index, path)) as { readonly value: unknown } | undefined;
  }

  way(path: Path): readonly Said[] | undefined {
    const found = this.#found.get(placeOf("step", `${path.extras?.headings ?? 0}`, path.chain, wayName(path)));
    return found as readonly Said[] | undefined;
  }
}

/** Whether a record is of something that was asked; those of steps have no key, those of ways no node. */
export function isQuestion({ kind, node, key }: DirectRecord): boolean {
  return kind === "step" && node !== "" && key !== "";
}

/** Values are told apart by kind, key, index and path; only the key may hold anything, and its length keeps it apart. */
function placeOf(kind: string, key: string, index: number, path: string): string {
  return `${kind} ${index} ${key.length} ${key} ${path}`;
}

/** What the ways of a path that no node's step stores are stored under: no node is called `then`. */
export function wayName(path: Path): string {
  const places: number[] = [];
  for (let member: Path | undefined = path; member?.within !== undefined; member = member.within.path) {
    places.unshift(member.place);
  }
  return pathName(path, ["then", ...places].join("."));
}
