import type { Handler } from "@graphc/runtime/http";
import type { Io } from "../io.ts";
import { exampleOf } from "./example.ts";
import type { ServedGraph } from "./graphs.ts";

export interface Welcome {
  readonly url: string;
  readonly handler: Handler;
  readonly graphs: readonly ServedGraph[];
  /** Where threads are kept. */
  readonly place: string;
}

/** Says where the server is (to programs as well), what it has, and how to try it. */
export function welcome({ graphs, handler, place, url }: Welcome, { stderr, stdout }: Io): void {
  stdout.write(`listening on ${url}\n`);
  const served = handler.service.graphs.all;
  const width = Math.max(...served.map(({ name }) => name.length));
  for (const { name } of served) {
    const path = graphs.find((graph) => graph.name === name)?.path ?? "from --with";
    stderr.write(`  ${name.padEnd(width)}  ${path}\n`);
  }
  stderr.write(`threads are kept ${place}\ndocumentation: ${url}/docs\n`);
  const [first] = served;
  if (first === undefined) return;
  const body = JSON.stringify({ graph: first.name, input: exampleOf(first.app.schemas.input.jsonSchema) });
  stderr.write(
    `\nTry it:\n  curl ${url}/tasks -H 'content-type: application/json' -d '${body.replaceAll("'", String.raw`'\''`)}'\n`,
  );
}
