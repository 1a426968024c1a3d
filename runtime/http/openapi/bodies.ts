import { bodies } from "../native/bodies.ts";
import type { Components, GraphParts, Part } from "./components.ts";
import { isPlain } from "../../state/plain.ts";
import type { Schema } from "../../types/schema.ts";

/** What requests carry, with the types of the graphs in them. */
export interface RequestParts {
  readonly create: Part;
  readonly answers: Part;
  readonly continue: Part;
  readonly fork: Part;
  readonly update: Part;
}

export function requestParts(components: Components, graphs: readonly GraphParts[]): RequestParts {
  return {
    create: components.add("CreateTask", {
      oneOf: graphs.map((graph) =>
        components.add(
          `${graph.name}.create`,
          withMembers(bodies.create, { graph: { const: graph.name }, input: graph.input }),
        ),
      ),
    }),
    answers: components.add(
      "AnswerTask",
      withMembers(bodies.answers, {
        answers: anyOf(graphs.map((graph) => components.add(`${graph.name}.answers`, answersPart(graph)))),
      }),
    ),
    continue: components.add("ContinueTask", withMembers(bodies.continue, {})),
    fork: components.add("ForkTask", withMembers(bodies.fork, { input: anyOf(graphs.map(({ input }) => input)) })),
    update: components.add(
      "UpdateTask",
      withMembers(bodies.update, { update: anyOf(graphs.map(({ update }) => update)) }),
    ),
  };
}

/** Answers go by the name of the ask, or by the id of a question, which begins with the name and a colon. */
function answersPart({ asks, name }: GraphParts): Part {
  return {
    type: "object",
    description: `Answers to asks of the graph ${name}, by name or by interrupt id.`,
    patternProperties: Object.fromEntries(Object.entries(asks).map(([ask, schema]) => [patternOf(ask), schema])),
    additionalProperties: false,
  };
}

function patternOf(ask: string): string {
  return `^${ask.replaceAll(/[^\w/]/g, String.raw`\$&`)}(:.*)?$`;
}

/** The schema of a body in which some members are said more closely. */
function withMembers({ jsonSchema }: Schema<unknown>, members: Part): Part {
  const { $schema: _dialect, properties, ...schema } = jsonSchema;
  return { ...schema, properties: { ...(isPlain(properties) && (properties as Part)), ...members } };
}

export function anyOf(parts: readonly Part[]): Part {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { anyOf: parts };
}
