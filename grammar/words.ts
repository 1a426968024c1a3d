/** The words of the language, by how much they are reserved. The lexer, the messages and the editor grammar all read these lists. */

/** JavaScript's own words with a meaning here: never a name. */
export const keywords = ["import", "else", "if", "for", "in", "null", "true", "false", "let"] as const;

/** JavaScript's other reserved words, with those that strict mode adds: without a meaning here, and no names either. */
export const reservedWords = [
  ..."break case catch class const continue debugger default delete do enum export extends finally function".split(" "),
  ..."instanceof new return super switch this throw try typeof var void while with".split(" "),
  ..."implements interface package private protected public static yield await arguments eval".split(" "),
] as readonly string[];

/** Words of the flow: names of fields, types and arguments, but not of nodes. */
export const flowWords = ["start", "end", "on", "match", "when", "route", "goto", "max", "then"] as const;

/** Words with a meaning in one place only: names of anything. */
export const freeWords = [
  ...(["type", "from", "as", "graph", "context", "events", "state", "node", "ask"] as const),
  ...(["input", "output", "ephemeral", "reduce", "where"] as const),
  ...(["reads", "writes", "retry", "timeout", "cache", "asks", "show"] as const),
  ...(["attempts", "delay", "factor", "maxDelay", "jitter"] as const),
  ...(["defaults", "error", "limit", "steps", "interrupt", "before", "after", "version", "migrate"] as const),
] as const;

export type Keyword = (typeof keywords)[number] | (typeof flowWords)[number] | (typeof freeWords)[number];
