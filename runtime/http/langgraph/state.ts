import { shownError } from "../service/index.ts";
import type { Checkpoint, Interrupt, Task, ThreadState } from "./protocol.ts";
import type { HostedSchemas, HostedSnapshot } from "../service/hosted.ts";
import type { PathState } from "../../types/state.ts";
import { interruptOf } from "./interrupt.ts";

export type Describe = (error: unknown) => { readonly error: string; readonly message: string };

/** Says of an error what callers may know. */
export function describer(exposed: boolean): Describe {
  return (error) => {
    const { message, name } = shownError(error, exposed);
    return { error: name, message };
  };
}

/** What a snapshot does not say of itself. */
export interface StateOf {
  /** The thread as its caller names it. */
  readonly threadId: string;
  readonly schemas: Pick<HostedSchemas, "asks">;
  /** An error as callers may see it. */
  readonly describe: Describe;
  /** The subgraph that is looked at, as a path: `""`, `"review/draft"`. */
  readonly path?: string;
}

/** The state of a thread at a checkpoint, or of an open subgraph there. */
export function stateOf(snapshot: HostedSnapshot, of: StateOf): ThreadState {
  const { checkpointId, createdAt, metadata, parentId, source, step, values } = snapshot;
  const tasks = tasksOf(snapshot, of);
  return {
    values,
    next: tasks.map(({ name }) => name),
    tasks,
    interrupts: tasks.flatMap(({ interrupts }) => interrupts),
    checkpoint: checkpointOf(of, checkpointId),
    metadata: { ...metadata, source: source === "step" ? "loop" : source, step, parents: {}, thread_id: of.threadId },
    created_at: createdAt,
    parent_checkpoint: parentId === undefined ? null : checkpointOf(of, parentId),
  };
}

/** The state of a thread on which nothing has run. */
export const noState: ThreadState = {
  values: {},
  next: [],
  tasks: [],
  interrupts: [],
  checkpoint: null,
  metadata: {},
  created_at: null,
  parent_checkpoint: null,
};

export function checkpointOf({ threadId, path = "" }: Pick<StateOf, "threadId" | "path">, id: string): Checkpoint {
  return { thread_id: threadId, checkpoint_ns: namespaceOf(path), checkpoint_id: id, checkpoint_map: null };
}

/** `"review|draft"` for the path `"review/draft"`. */
export function namespaceOf(path: string): string {
  return path.replaceAll("/", "|");
}

/** Tells apart the steps of one run that are at one path. */
export function taskId(path: string, step: number): string {
  return `${path}:${step}`;
}

/** One task for each open path of the graph itself; what is open inside a subgraph belongs to the node that runs it. */
function tasksOf(snapshot: HostedSnapshot, of: StateOf): readonly Task[] {
  const open = snapshot.paths.filter(({ path, status }) => !path.includes("/") && status !== "joined");
  return open.map((one) => taskOf(one, snapshot, of));
}

function taskOf({ path, node, subgraph }: PathState, snapshot: HostedSnapshot, of: StateOf): Task {
  const inside = [of.path, path].filter((part) => part !== undefined && part !== "").join("/");
  const isHere = (other: string): boolean => other === path || other.startsWith(`${path}/`);
  const within = snapshot.paths.filter((one) => isHere(one.path));
  const failure = within.find((one) => one.error !== undefined)?.error;
  const isSubgraph = subgraph !== undefined || within.length > 1;
  return {
    id: taskId(path, snapshot.step + 1),
    name: node,
    error: failure === undefined ? null : JSON.stringify(of.describe(errorOf(failure))),
    interrupts: snapshot.interrupts
      .filter((one) => isHere(one.path))
      .map((one): Interrupt => interruptOf(one, of.schemas)),
    checkpoint: isSubgraph ? checkpointOf({ ...of, path: inside }, snapshot.checkpointId) : null,
    state: subgraph === undefined ? null : stateOf(subgraph, { ...of, path: inside }),
  };
}

/** The error that a path was stored with. */
function errorOf({ message, name }: NonNullable<PathState["error"]>): Error {
  return Object.defineProperty(new Error(message), "name", { value: name });
}
