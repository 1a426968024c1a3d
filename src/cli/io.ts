import type { Terminal } from "../diagnostics/render/colours.ts";
import { wantsColours } from "../diagnostics/render/colours.ts";

/** A stream that a command writes to; `process.stdout` is one. */
export interface Output extends Terminal {
  write(text: string): unknown;
}

/** What a command touches besides files: data goes to `stdout`, talk to `stderr`. */
export interface Io {
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Reads standard input to its end. */
  readonly stdin: () => Promise<string>;
}

/** How findings and explanations are laid out on a stream. */
export function layoutOf(stream: Output, { environment }: Io): { readonly colour: boolean; readonly width: number } {
  return { colour: wantsColours(stream, environment), width: Math.max(40, stream.columns ?? 120) };
}
