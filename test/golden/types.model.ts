export interface Tool {
  readonly call: (name: string) => Promise<string>;
}

export interface Settings {
  readonly theme: string;
}

/** Counts words. */
export const tally = (current: number, update: string): number => current + update.length;

export function mergeTags(current: unknown, update: readonly string[]): { readonly [tag: string]: true } {
  return { ...(current as object), ...Object.fromEntries(update.map((tag) => [tag, true as const])) };
}
