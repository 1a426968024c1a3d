type Node = Readonly<Record<string, unknown>>;

/** A value to begin with for a JSON Schema that graphc has made: what is required, and as little of it as may be. What conditions ask for, only the user knows. */
export function exampleOf(schema: object): unknown {
  return example(schema, schema as Node, 0);
}

/** Types that contain themselves end where something may be left out; this is for those that never do. */
const deepest = 8;

function example(schema: unknown, root: Node, depth: number): unknown {
  if (!isNode(schema) || depth > deepest) return null;
  const { $ref, anyOf, const: constant, enum: choices } = schema;
  if ("const" in schema) return constant;
  if (Array.isArray(choices)) return choices[0];
  if (typeof $ref === "string") return example(pointed(root, $ref), root, depth + 1);
  if (Array.isArray(anyOf)) return example(anyOf[0], root, depth + 1);
  return plain(schema, root, depth);
}

function plain(
  { items, minItems, minimum, prefixItems, properties, required, type }: Node,
  root: Node,
  depth: number,
): unknown {
  switch (Array.isArray(type) ? type[0] : type) {
    case "object": {
      const names = Array.isArray(required) ? required.map(String) : [];
      return Object.fromEntries(
        names.map((name) => [name, example(isNode(properties) ? properties[name] : undefined, root, depth + 1)]),
      );
    }
    case "array":
      if (Array.isArray(prefixItems)) return prefixItems.map((one) => example(one, root, depth + 1));
      return Array.from({ length: Math.min(Number(minItems ?? 1), 3) }, () => example(items, root, depth + 1));
    case "string":
      return "…";
    case "integer":
    case "number":
      return typeof minimum === "number" ? minimum : 1;
    case "boolean":
      return true;
    default:
      return null;
  }
}

/** What a reference within the schema leads to. */
function pointed(root: Node, reference: string): unknown {
  let at: unknown = root;
  for (const part of reference.replace(/^#\/?/, "").split("/").filter(Boolean)) at = isNode(at) ? at[part] : undefined;
  return at;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
