import type { ProblemName } from "../web/problem.ts";
import { problems } from "../web/problem.ts";
import type { Part } from "./components.ts";
import type { RequestParts } from "./bodies.ts";
import type { ResultParts } from "./results.ts";
import type { Route } from "../native/routes.ts";

/** An operation as its document has it. */
export function operationOf(route: Route, requests: RequestParts, results: ResultParts): Part {
  const { body, operationId, parameters = [], path, summary } = route;
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const all = [
    ...places,
    ...parameters.map(({ description, in: place, name, schema }) => ({ name, in: place, description, schema })),
  ];
  return {
    operationId,
    summary,
    ...(all.length > 0 && { parameters: all as readonly Part[] }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { "application/json": { schema: requests[body] } } },
    }),
    responses: responsesOf(route, results),
  };
}

function responsesOf(route: Route, results: ResultParts): Part {
  const { result, runs, streams } = route;
  const events = { "text/event-stream": { schema: { type: "string" } } };
  const content: Part = {
    ...(result !== undefined && { "application/json": { schema: results[result] } }),
    ...((runs === true || streams === true) && events),
  };
  const good: Part =
    Object.keys(content).length === 0
      ? { "204": { description: "Done" } }
      : { "200": { description: runs === true ? "It has ended, or its events as they come" : "Done", content } };
  return {
    ...good,
    ...(runs === true && { "202": contentOf("It runs in the background", "application/json", results.started) }),
    ...(streams === true && { "204": { description: "Nothing comes after the event seen last" } }),
    ...problemResponses([...route.problems, "unauthenticated", "forbidden", "internal"], results.problem),
  };
}

/** One response for each status, which several problems may have. */
function problemResponses(names: readonly ProblemName[], problem: Part): Part {
  const titles = new Map<number, Set<string>>();
  for (const name of names) {
    const [status, title] = problems[name];
    titles.set(status, (titles.get(status) ?? new Set()).add(title));
  }
  return Object.fromEntries(
    [...titles].map(([status, all]) => [
      `${status}`,
      contentOf([...all].join(", or: "), "application/problem+json", problem),
    ]),
  );
}

function contentOf(description: string, type: string, schema: Part): Part {
  return { description, content: { [type]: { schema } } };
}
