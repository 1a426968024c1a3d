import type { Goto } from "./goto.ts";

/** What a handler with `writes a, b?` returns: `Writes<SupportWrites, "a", "b">`; the graph's other fields are forbidden by a type that says so in words. */
export type Writes<All, Required extends keyof All, Optional extends keyof All = never> = Pick<All, Required> &
  Partial<Pick<All, Optional>> &
  NothingBeside<All, Required | Optional>;

/** Its members have no other purpose than to be what TypeScript says of a field that a node does not write. */
type NothingBeside<All, Written extends keyof All> = {
  readonly [Field in Exclude<keyof All, Written>]?: `'${Field & string}' is not in the writes of this node`;
};

/** The keys that a handler's result `R` has; none for `any`, which is the caller's own risk and checked when it runs. */
type WrittenKeys<R> = 0 extends 1 & R
  ? never
  : R extends Goto<string | readonly string[], infer U>
    ? WrittenKeys<U>
    : R extends object
      ? keyof R
      : never;

type ExtraKeys<Actual, Declared> = Actual extends (...args: never[]) => infer R
  ? Declared extends (...args: never[]) => infer D
    ? Exclude<WrittenKeys<Awaited<R>>, WrittenKeys<Awaited<D>>>
    : never
  : never;

/**
 * Refuses a handler of `Actual` that is no node of `All`, or whose result has a key that the node does not write: its type becomes a sentence that says so.
 * Used as `Exact<All, Actual> & All & Actual`, so that parameters are typed by `All` and results keep the type they have.
 */
export type Exact<All, Actual> = {
  [Name in keyof Actual]: Name extends keyof All
    ? [ExtraKeys<Actual[Name], NonNullable<All[Name]>>] extends [never]
      ? unknown
      : `'${ExtraKeys<Actual[Name], NonNullable<All[Name]>> & string}' is not in the writes of '${Name & string}'`
    : `there is no handler called '${Name & string}'`;
};

/**
 * As `Exact`, for handlers that are known as they are written: each is looked at closely only if any of them returns a key that is none of `Fields`.
 * Most modules are right, and then tsc instantiates half as many types for the handlers.
 */
export type ExactImports<All, Actual, Fields extends PropertyKey> = [
  Exclude<ResultKeys<Actual[keyof Actual]>, Fields>,
] extends [never]
  ? unknown
  : Exact<All, Actual>;

/** What is given, if it fits what is wanted; else tsc refuses the type itself. For declarations, which have no values to compare. */
export type Fitting<Wanted, Given extends Wanted> = Given & Wanted;

/** The keys of what a handler returns or promises. For what is neither an object nor a promise of one they may be any: `Exact` tells then. */
type ResultKeys<Handler> = Handler extends (...args: never[]) => infer R
  ? R extends Promise<infer Promised>
    ? KeysOfEach<Promised>
    : keyof R
  : never;

type KeysOfEach<Union> = Union extends unknown ? keyof Union : never;
