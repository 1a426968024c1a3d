import type { HostedGraph } from "../service/registry.ts";
import { isPlain } from "../../state/plain.ts";
import type { Json } from "../../types/graph-types.ts";
import type { Schema } from "../../types/schema.ts";

/** A JSON Schema, or another part of an OpenAPI document. */
export interface Part {
  readonly [keyword: string]: Json;
}

/** The schemas of a document by name; each `add` gives the reference to what it has added. */
export class Components {
  readonly #schemas = new Map<string, Part>();

  /** All of them, in the order of their names. */
  get schemas(): Part {
    return Object.fromEntries([...this.#schemas].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  add(name: string, schema: Part): Part {
    const key = keyOf(name);
    this.#schemas.set(key, schema);
    return { $ref: referenceTo(key) };
  }

  /** A schema of a graph; its named types become schemas of their own. */
  addSchema(name: string, { jsonSchema }: Schema<unknown>): Part {
    const { $schema: _dialect, $defs: definitions, ...schema } = jsonSchema;
    if (isPlain(definitions)) {
      for (const [type, definition] of Object.entries(definitions)) {
        this.#schemas.set(keyOf(`${name}.${type}`), moved(definition as Part, name));
      }
    }
    return this.add(name, moved(schema, name));
  }
}

/** The schemas of a graph: what the operations refer to. */
export interface GraphParts {
  readonly name: string;
  readonly doc: string | undefined;
  readonly input: Part;
  readonly output: Part;
  readonly state: Part;
  readonly update: Part;
  readonly asks: { readonly [ask: string]: Part };
}

export function graphParts(components: Components, { app, name }: HostedGraph): GraphParts {
  const { asks, events, input, output, state, update } = app.schemas;
  for (const [event, schema] of Object.entries(events)) components.addSchema(`${name}.event.${event}`, schema);
  return {
    name,
    doc: app.graph.doc,
    input: components.addSchema(`${name}.input`, input),
    output: components.addSchema(`${name}.output`, output),
    state: components.addSchema(`${name}.state`, state),
    update: components.addSchema(`${name}.update`, update),
    asks: Object.fromEntries(
      Object.entries(asks).map(([ask, schema]) => [ask, components.addSchema(`${name}.answer.${ask}`, schema)]),
    ),
  };
}

/** A schema whose references to named types lead to where these are in the document. */
function moved<Value extends Json>(value: Value, name: string): Value;
function moved(value: Json, name: string): Json {
  if (Array.isArray(value)) return value.map((element: Json) => moved(element, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([keyword, member]: [string, Json]) => {
      const type = keyword === "$ref" && typeof member === "string" ? /^#\/\$defs\/(.+)$/.exec(member)?.[1] : undefined;
      return [keyword, type === undefined ? moved(member, name) : referenceTo(keyOf(`${name}.${type}`))];
    }),
  );
}

/** Names in a document have letters, digits and `. - _`. */
function keyOf(name: string): string {
  return name.replaceAll(/[^\w.-]/g, ".");
}

function referenceTo(key: string): string {
  return `#/components/schemas/${key}`;
}
