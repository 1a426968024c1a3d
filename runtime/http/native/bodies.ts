import { array, boolean, either, int, json, literals, map, optional, string, where } from "../../state/schemas.ts";
import { fields } from "../../state/structures.ts";
import type { Json } from "../../types/graph-types.ts";
import type { MemberSchemas } from "../../state/structures.ts";
import type { Schema } from "../../types/schema.ts";
import type { StreamMode } from "../../types/streaming.ts";

/** How a request that runs something is answered: when the run has ended, with its events as they come, or at once. */
export type Mode = "wait" | "stream" | "background";

/** What every request that runs something may say. */
export interface RunBody {
  readonly mode?: Mode;
  readonly events?: readonly StreamMode[];
  readonly subgraphs?: boolean;
  readonly limit?: number;
  readonly metadata?: { readonly [key: string]: Json };
  readonly interruptBefore?: readonly string[];
  readonly interruptAfter?: readonly string[];
}

export interface CreateBody extends RunBody {
  readonly graph: string;
  readonly threadId?: string;
  readonly input: Json;
  readonly onUnfinished?: "reject" | "discard";
}

export interface AnswersBody extends RunBody {
  readonly answers: { readonly [ask: string]: Json };
  readonly checkpointId?: string;
}

export type ContinueBody = RunBody;

export interface ForkBody extends RunBody {
  readonly checkpointId: string;
  readonly input?: Json;
}

export interface UpdateBody {
  readonly update?: { readonly [field: string]: Json };
  readonly replace?: { readonly [field: string]: Json };
  readonly clear?: readonly string[];
  readonly asNode?: string;
  readonly goto?: string | readonly string[];
  readonly path?: string;
  readonly checkpointId?: string;
  readonly metadata?: { readonly [key: string]: Json };
}

const text = where(string, (value) => value.length > 0 && value.length <= 255, "1 <= len(value) && len(value) <= 255", {
  minLength: 1,
  maxLength: 255,
});
const count = where(int, (value) => value >= 1, "value >= 1", { minimum: 1 });
const modes = literals("values", "updates", "steps", "events", "checkpoints", "interrupts");

const run: MemberSchemas<RunBody> = {
  mode: optional(literals("wait", "stream", "background")),
  events: optional(array(modes)),
  subgraphs: optional(boolean),
  limit: optional(count),
  metadata: optional(map(json)),
  interruptBefore: optional(array(text)),
  interruptAfter: optional(array(text)),
};

/** What the bodies of requests must be: unknown members are refused. */
export const bodies: {
  readonly create: Schema<CreateBody>;
  readonly answers: Schema<AnswersBody>;
  readonly continue: Schema<ContinueBody>;
  readonly fork: Schema<ForkBody>;
  readonly update: Schema<UpdateBody>;
} = {
  create: fields<CreateBody>({
    graph: text,
    threadId: optional(text),
    input: json,
    onUnfinished: optional(literals("reject", "discard")),
    ...run,
  }),
  answers: fields<AnswersBody>({ answers: map(json), checkpointId: optional(text), ...run }),
  continue: fields<ContinueBody>(run),
  fork: fields<ForkBody>({ checkpointId: text, input: optional(json), ...run }),
  update: fields<UpdateBody>({
    update: optional(map(json)),
    replace: optional(map(json)),
    clear: optional(array(text)),
    asNode: optional(text),
    goto: optional(either<string | readonly string[]>(text, array(text))),
    path: optional(text),
    checkpointId: optional(text),
    metadata: optional(map(json)),
  }),
};
