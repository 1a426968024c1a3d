import { adopt, refusal, refused } from "../state/index.ts";
import { detach } from "../state/detach.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { MemberSchemas } from "../state/structures.ts";
import type { Schema } from "../types/schema.ts";

/** The custom events of a graph. */
export interface Emitting {
  readonly schemas: { readonly [name: string]: Schema<unknown> };
  /** What is told of an event: its data, checked and frozen; `undefined` if there is no such event. @throws StateValidationError, NotStorableError */
  check(path: Path, node: Node, name: string, data: unknown): { readonly data: unknown } | undefined;
}

/** What `events { … }` declares: a schema for each, by name. */
export function events<Events extends object>(schemas: MemberSchemas<Events>): Emitting;
export function events(schemas: { readonly [name: string]: Schema<unknown> }): Emitting {
  return {
    schemas,
    check({ level: { table, threadId } }, node, name, data) {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      if (schema === undefined) return undefined;
      const kept = adopt(schema, detach(data));
      if (kept !== refused) return { data: kept };
      throw refusal(schema, data, { graph: table.graph.name, threadId, node: node.name, of: "event", field: name });
    },
  };
}
