import picocolors from "picocolors";

type Paint = (text: string) => string;

/** The roles that a report paints; without colours each returns its text. */
export interface Colours {
  readonly error: Paint;
  readonly warning: Paint;
  readonly related: Paint;
  readonly help: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly code: Paint;
}

export function colours(enabled: boolean): Colours {
  const colors = picocolors.createColors(enabled);
  return {
    error: (text) => colors.bold(colors.red(text)),
    warning: (text) => colors.bold(colors.yellow(text)),
    related: (text) => colors.cyan(text),
    help: (text) => colors.green(text),
    strong: colors.bold,
    faint: colors.dim,
    code: colors.cyan,
  };
}

/** Where text goes, as far as colours and widths depend on it. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** Present on terminals only. */
  readonly columns?: number;
}

/**
 * Whether to write colours to a stream: on a terminal that is not `dumb`, unless `NO_COLOR` says no or `FORCE_COLOR` says otherwise.
 * `NO_COLOR` wins over `FORCE_COLOR`; an empty variable counts as not set.
 */
export function wantsColours(stream: Terminal, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment["NO_COLOR"]) return false;
  const forced = environment["FORCE_COLOR"];
  if (forced) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && environment["TERM"] !== "dumb";
}
