import type { Node } from "./table.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Path } from "./path.ts";
import type { StreamMode } from "../types/streaming.ts";
import type { Values } from "./values.ts";

/** Who listens to a run. */
export interface Sink {
  /** Whether the listener has not yet taken what there is: then no step starts before it has. */
  readonly full: boolean;
  drained(): Promise<void>;
  started(path: Path, node: Node, attempt: number): void;
  retrying(path: Path, node: Node, attempt: number, error: unknown, delay: number): void;
  finished(path: Path, node: Node, attempt: number, update: Values | undefined, error: NodeFailure | undefined): void;
  failed(path: Path, node: Node, attempt: number, error: unknown): void;
  /** The members of a group were joined. */
  joined(path: Path): void;
  /** Something that only storing brings about. */
  tell(mode: StreamMode, event: object): void;
  emitted(path: Path, node: Node, step: number, name: string, data: unknown): void;
}
