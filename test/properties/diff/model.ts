/** Small graphs as data, so that they can be changed a little, and what a run through them has to come to. */

export interface ModelField {
  readonly name: string;
  readonly type: string;
  readonly kind: "default" | "optional" | "input" | "written";
}

export interface ModelNode {
  readonly name: string;
  readonly kind: "update" | "ask";
  /** What an ask takes. */
  readonly answer: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** A node, or a group of members, which are chains. */
export type Segment = ModelNode | readonly (readonly ModelNode[])[];

export interface Model {
  readonly fields: readonly ModelField[];
  readonly segments: readonly Segment[];
}

export const types: readonly string[] = ["int", "number", '"a"', '"a" | "b"', "string", "int where value >= 0"];

export function valueOf(type: string): unknown {
  return type.startsWith('"') || type === "string" ? "a" : 1;
}

export function isGroup(segment: Segment): segment is readonly (readonly ModelNode[])[] {
  return Array.isArray(segment);
}

export function nodesOf({ segments }: Model): readonly ModelNode[] {
  return segments.flatMap((segment) => (isGroup(segment) ? segment.flat() : [segment]));
}

/** The nodes that a run passes which begins at a node; of a group it passes all members. */
export function nodesFrom(model: Model, name: string): readonly string[] {
  const at = model.segments.findIndex((segment) =>
    nodesOf({ ...model, segments: [segment] }).some((node) => node.name === name),
  );
  return at < 0 ? [] : nodesOf({ ...model, segments: model.segments.slice(at) }).map((node) => node.name);
}

export function textOf({ fields, segments }: Model): string {
  const state = fields.map(({ name, type, kind }) => {
    const [of, where] = type.split(" where ");
    const text = `${name}${kind === "optional" ? "?" : ""}: ${of}${kind === "default" ? ` = ${JSON.stringify(valueOf(type))}` : ""}`;
    return `    ${kind === "written" ? "output" : "input"} ${text}${where === undefined ? "" : ` where ${where}`}`;
  });
  const declared = nodesOf({ fields, segments }).map(({ name, kind, answer, reads, writes }) => {
    const seen = reads.map(
      (field) => `\${${field}${fields.find((one) => one.name === field)?.kind === "optional" ? ' ?? "-"' : ""}}`,
    );
    const log = `log: [\`${name}:${seen.join(" ")}\`]`;
    const written = writes.map(
      (field) => `${field}: ${JSON.stringify(valueOf(fields.find((one) => one.name === field)?.type ?? ""))}`,
    );
    const update = `=> { ${[log, ...written].join(", ")} }`;
    return kind === "ask" ? `  ask ${name}: ${answer} { show "?" } ${update}` : `  node ${name} ${update}`;
  });
  const chain = segments.map((segment) =>
    isGroup(segment)
      ? `[${segment.map((member) => member.map(({ name }) => name).join(" -> ")).join(", ")}]`
      : segment.name,
  );
  return [
    "graph G {",
    "  state {",
    ...state,
    "    output log: string[] = [] reduce append",
    "  }",
    ...declared,
    `  start -> ${[...chain, "end"].join(" -> ")}`,
    "}",
    "",
  ].join("\n");
}
