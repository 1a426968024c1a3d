import { elementsOf, type Path } from "./path.ts";
import type { Arguments } from "./values.ts";
import type { Scope, ScopedFailure } from "./ways.ts";
import { uuid } from "./ids.ts";

/** What the expressions of a run see beside the state. There is one for each run, turned to a path before each evaluation. */
export class RunScope implements Scope<Arguments> {
  #path: Path | undefined;
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  // The functions are made when they are read, so that generated code may take them out of the scope.

  get visits(): (node: number) => number {
    const { visits } = this.#current;
    return (node) => visits?.[node] ?? 0;
  }

  get now(): () => Date {
    return () => new Date(this.#clock());
  }

  get uuid(): () => string {
    return uuid;
  }

  of(path: Path): this {
    this.#path = path;
    return this;
  }

  get args(): Arguments {
    return this.#current.args;
  }

  /** Generated code reads it only where an error edge may have led. */
  get error(): ScopedFailure {
    return this.#current.error as ScopedFailure;
  }

  get elements(): readonly unknown[] {
    return elementsOf(this.#current);
  }

  get #current(): Path {
    if (this.#path === undefined) throw new Error("An expression was evaluated outside of a run: please report this.");
    return this.#path;
  }
}
