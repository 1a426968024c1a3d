import { anyOf } from "./bodies.ts";
import type { Components, GraphParts, Part } from "./components.ts";

const text: Part = { type: "string" };
const texts: Part = { type: "array", items: text };
const time: Part = { type: "string", format: "date-time" };
const count: Part = { type: "integer", minimum: 0 };

/** What responses carry. */
export interface ResultParts {
  readonly result: Part;
  readonly started: Part;
  readonly task: Part;
  readonly tasks: Part;
  readonly history: Part;
  readonly runs: Part;
  readonly cancelled: Part;
  readonly written: Part;
  readonly problem: Part;
}

export function resultParts(components: Components, graphs: readonly GraphParts[]): ResultParts {
  const status: Part = { enum: ["running", "waiting", "stopped", "failed", "done"] };
  const graph: Part = { enum: graphs.map(({ name }) => name) };
  const naming: Part = { id: text, graph, run: text };
  const interrupt = components.add(
    "Interrupt",
    object({ name: text, id: text, payload: {}, path: text, deadline: time }, ["deadline"]),
  );
  const interrupts: Part = { type: "array", items: interrupt };
  const run = components.add(
    "Run",
    object(
      {
        id: text,
        threadId: text,
        graph,
        status: { enum: ["running", "done", "waiting", "failed", "overtaken", "cancelled", "timeout", "parked"] },
        startedAt: time,
        endedAt: time,
      },
      ["endedAt"],
    ),
  );
  const checkpoint: Part = {
    checkpointId: text,
    parentId: text,
    createdAt: time,
    source: { enum: ["input", "step", "update", "fork"] },
    step: count,
    values: anyOf(graphs.map(({ state }) => state)),
    next: texts,
    paths: { type: "array", items: { type: "object" } },
    interrupts,
    metadata: { type: "object" },
  };
  const summary = object({ id: text, graph, status, updatedAt: time, dueAt: time }, ["dueAt"]);
  return {
    result: components.add("Result", {
      oneOf: [
        object({ ...naming, status: { const: "done" }, output: anyOf(graphs.map(({ output }) => output)) }),
        object({ ...naming, status: { const: "waiting" }, interrupts, next: texts, checkpointId: text }),
      ],
    }),
    started: components.add("Started", object({ ...naming, status: text })),
    task: components.add(
      "Task",
      object({ id: text, graph, status, run, ...checkpoint }, ["run", ...Object.keys(checkpoint)]),
    ),
    tasks: components.add("Tasks", object({ tasks: { type: "array", items: summary }, next: text }, ["next"])),
    history: components.add(
      "History",
      object({ id: text, checkpoints: { type: "array", items: object(checkpoint, ["parentId"]) }, next: text }, [
        "next",
      ]),
    ),
    runs: components.add("Runs", object({ id: text, runs: { type: "array", items: run } })),
    cancelled: components.add("Cancelled", object({ id: text, run })),
    written: components.add("Written", object({ id: text, checkpointId: text })),
    problem: components.add("Problem", problemPart),
  };
}

/** RFC 9457. */
const problemPart: Part = {
  type: "object",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", format: "uri" },
    title: text,
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: text,
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["detail"],
        properties: { detail: text, pointer: { type: "string", format: "json-pointer" }, parameter: text },
      },
    },
  },
};

/** An object all of whose members are there but those that may be left out. */
function object(properties: Part, mayBeLeftOut: readonly string[] = []): Part {
  return {
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !mayBeLeftOut.includes(name)),
  };
}
