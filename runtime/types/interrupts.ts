import type { Ask } from "./graph-types.ts";

export const interrupted: unique symbol = Symbol.for("@graphc/runtime.interrupted");

/** What a run resolves to when no path can go on: told apart from an output by `isInterrupted`. */
export interface Interrupted<Asks extends Record<string, Ask> = {}> {
  readonly [interrupted]: true;
  /** The questions that wait, oldest first; empty if only static interrupts stopped the run. */
  readonly interrupts: readonly Interrupt<Asks>[];
  /** The nodes that `continue` would run, or the asks that wait, by path: `["signOff"]`, `["review/draft"]`. */
  readonly next: readonly string[];
  readonly threadId: string;
  readonly checkpointId: string;
}

/** One waiting question; narrows on `name`. An ask inside a subgraph is called `node/ask`, after the path to it. */
export type Interrupt<Asks extends Record<string, Ask>> = {
  [Name in keyof Asks & string]: {
    readonly name: Name;
    /** Unique on the thread; starts with the name. */
    readonly id: InterruptId<Name>;
    readonly payload: Asks[Name]["payload"];
    /** Where it waits: `"signOff"`, `"approval#2"` (third element of a map), `"review/approve"`. */
    readonly path: string;
    /** When an answer is no longer taken. */
    readonly deadline?: Date;
  };
}[keyof Asks & string];

export type InterruptId<Name extends string = string> = `${Name}:${string}`;

/** Answers by ask name, or by interrupt id. `null`, `false`, `0` and `""` are answers. */
export type Answers<Asks extends Record<string, Ask>> = { [Name in keyof Asks]?: Asks[Name]["answer"] } & {
  [Name in keyof Asks & string as InterruptId<Name>]: Asks[Name]["answer"];
};

/** Whether what `invoke`, `resume` or `continue` resolved to is an interrupt and not the output. */
export function isInterrupted<Asks extends Record<string, Ask>>(
  result: object | Interrupted<Asks>,
): result is Interrupted<Asks> {
  return typeof result === "object" && result !== null && interrupted in result;
}
