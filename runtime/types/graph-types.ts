/** The types of one graph under one name; the generated module declares it as `interface SupportTypes`, so that `App<SupportTypes>` is all there is to write. */
export interface GraphTypes {
  /** The fields as the source declares them. */
  state: object;
  /** The fields that are there at any time: as `state`, but what has neither a default nor is a required input may be absent. */
  values: object;
  /** What `updateState` accepts: any of the fields, each with its reducer's update type. */
  update: object;
  input: object;
  output: object;
  /** What `invoke` resolves to: `output`, or `output | Interrupted<asks>` where the source has an `ask` or an `interrupt`. */
  result: unknown;
  context: object;
  events: object;
  asks: Record<string, Ask>;
  /** The union of the node names. */
  node: string;
}

/** What an ask shows and what it takes. */
export interface Ask {
  readonly payload: unknown;
  readonly answer: unknown;
}

/** Any JSON value: the type `json` of the language. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value now or later. */
export type Awaitable<V> = V | Promise<V>;
