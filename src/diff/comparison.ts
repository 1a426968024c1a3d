/** What is collected of one graph and of what it was. */
import type { GraphSymbol, Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import type { Diagnostic, Message, Related } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";

/** A version of a graph, with the file that it stands in. */
export interface Side {
  readonly graph: GraphSymbol;
  readonly module: Module;
  readonly typing: Typing;
}

/**
 * What a change does to threads that are stored: they go on as if nothing had happened; only TypeScript knows; they go on without some values; they cannot be
 * loaded until a field has a default, or until old values are turned into new ones; runs that stand somewhere cannot go on.
 */
export type Effect =
  "safe" | "not decided" | "loses values" | "needs a default" | "needs a migration" | "breaks waiting runs";

export interface Change {
  readonly effect: Effect;
  /** One sentence without a full stop, names in backticks. */
  readonly text: string;
  /** The report of it; absent for what is safe or not decided. */
  readonly diagnostic?: Diagnostic;
}

/** A place in one of the versions. */
export interface Place {
  readonly source: Source;
  readonly span: Span;
}

/** One graph before and after, and what is said of it. */
export class Comparison {
  readonly old: Side;
  readonly new: Side;
  /** Whether migrations lead from the old version to the new one. */
  readonly isMigrated: boolean;
  /** The version that a migration would lead to. */
  readonly nextVersion: number;
  /** Whether some graph runs this one as a subgraph, now and before. */
  readonly isInside: boolean;
  readonly changes: Change[] = [];

  constructor(before: Side, after: Side, isInside: boolean) {
    this.old = before;
    this.new = after;
    this.isInside = isInside;
    const { version, migrations } = after.graph;
    this.isMigrated = version > before.graph.version && migrations.some(({ from }) => from <= before.graph.version);
    this.nextVersion = before.graph.version + 1;
  }

  note(text: string, effect: "safe" | "not decided" = "safe"): void {
    this.changes.push({ effect, text });
  }

  report(effect: Effect, message: Message, at: Place, ...related: readonly Related[]): void {
    const { instead: _, ...said } = message;
    const diagnostic = { ...said, ...at, related, fixes: [] };
    this.changes.push({ effect, text: message.message, diagnostic });
  }

  /** Where the new version says something. */
  now(span: Span): Place {
    return { source: this.new.graph.source, span };
  }

  /** Where the old version says something. */
  was(span: Span, message: string, source = this.old.graph.source): Related {
    return { source, span, message };
  }
}
