/** Models from a tape of decisions, and small changes of them. */
import type { Tape } from "../flow/generate.ts";
import { isGroup, nodesOf, types, type Model, type ModelField, type ModelNode, type Segment } from "./model.ts";

export function modelFrom(tape: Tape): Model {
  const fields = Array.from({ length: 1 + tape.next(3) }, (_, i) => fieldFrom(tape, `f${i}`));
  const names = Array.from({ length: 20 }, (_, i) => `n${i}`);
  const node = (): ModelNode => nodeFrom(tape, names.shift() ?? "last", fields);
  const segments = Array.from({ length: 2 + tape.next(3) }, (): Segment => {
    if (tape.next(3) > 0) return node();
    return Array.from({ length: 2 + tape.next(2) }, () => Array.from({ length: 1 + tape.next(2) }, node));
  });
  return { fields, segments };
}

function fieldFrom(tape: Tape, name: string): ModelField {
  const kind = pick(tape, ["default", "optional", "input", "written"] as const);
  return { name, kind, type: pick(tape, types) };
}

function nodeFrom(tape: Tape, name: string, fields: readonly ModelField[]): ModelNode {
  const some = (): readonly string[] => fields.filter(() => tape.next(3) === 0).map((field) => field.name);
  const kind = tape.next(3) === 0 ? "ask" : "update";
  return { name, kind, answer: pick(tape, answers), reads: some(), writes: some() };
}

const answers = ['"a"', '"a" | "b"', "string"];

/** A model with one thing added, removed, renamed, retyped, turned or moved. */
export function edited(model: Model, tape: Tape): Model {
  return pick(tape, edits)(model, tape);
}

type Edit = (model: Model, tape: Tape) => Model;

const edits: readonly Edit[] = [
  (model, tape) => ({ ...model, fields: [...model.fields, fieldFrom(tape, "added")] }),
  (model, tape) => {
    const field = fieldFrom(tape, "added");
    const fields = [...model.fields, field];
    const writer = tape.next(nodesOf(model).length);
    const reader = tape.next(nodesOf(model).length);
    return onNodes({ ...model, fields }, (node, i) => ({
      ...node,
      writes: i === writer ? [...node.writes, "added"] : node.writes,
      reads: i === reader ? [...node.reads, "added"] : node.reads,
    }));
  },
  (model, tape) => {
    const gone = pick(tape, model.fields).name;
    const without = (names: readonly string[]): readonly string[] => names.filter((name) => name !== gone);
    const fields = model.fields.filter(({ name }) => name !== gone);
    return onNodes({ ...model, fields }, (node) => ({
      ...node,
      reads: without(node.reads),
      writes: without(node.writes),
    }));
  },
  (model, tape) => {
    const changed = pick(tape, model.fields).name;
    const next = fieldFrom(tape, changed);
    return { ...model, fields: model.fields.map((field) => (field.name === changed ? next : field)) };
  },
  (model, tape) => {
    const changed = pick(tape, model.fields).name;
    const type = pick(tape, types);
    return { ...model, fields: model.fields.map((field) => (field.name === changed ? { ...field, type } : field)) };
  },
  (model, tape) => inserted(model, nodeFrom(tape, "fresh", model.fields), tape),
  (model, tape) => removed(model, pick(tape, nodesOf(model)).name),
  (model, tape) => {
    const { name } = pick(tape, nodesOf(model));
    return onNodes(model, (node) => (node.name === name ? { ...node, name: "renamed" } : node));
  },
  (model, tape) => {
    const moved = pick(tape, nodesOf(model));
    return inserted(removed(model, moved.name), moved, tape);
  },
  (model, tape) => {
    const { name } = pick(tape, nodesOf(model));
    const next = nodeFrom(tape, name, model.fields);
    return onNodes(model, (node) => (node.name === name ? next : node));
  },
  (model, tape) => {
    const { name } = pick(tape, nodesOf(model));
    const answer = pick(tape, answers);
    return onNodes(model, (node) => (node.name === name ? { ...node, answer } : node));
  },
];

function onNodes(model: Model, change: (node: ModelNode, index: number) => ModelNode): Model {
  let index = 0;
  const next = (node: ModelNode): ModelNode => change(node, index++);
  const segments = model.segments.map((segment): Segment => {
    return isGroup(segment) ? segment.map((member) => member.map(next)) : next(segment);
  });
  return { ...model, segments };
}

/** Between two segments, at some place of a member, or as a member of its own. */
function inserted(model: Model, node: ModelNode, tape: Tape): Model {
  const at = tape.next(model.segments.length + 1);
  const segment = model.segments[at];
  if (!segment || !isGroup(segment) || tape.next(2) === 0)
    return { ...model, segments: model.segments.toSpliced(at, 0, node) };
  const place = tape.next(segment.length + 1);
  const member = segment[place];
  const into = member
    ? segment.toSpliced(place, 1, member.toSpliced(tape.next(member.length + 1), 0, node))
    : [...segment, [node]];
  return { ...model, segments: model.segments.toSpliced(at, 1, into) };
}

function removed(model: Model, name: string): Model {
  const segments = model.segments.flatMap((segment): readonly Segment[] => {
    if (!isGroup(segment)) return segment.name === name ? [] : [segment];
    const members = segment
      .map((member) => member.filter((node) => node.name !== name))
      .filter((member) => member.length > 0);
    return members.length > 0 ? [members] : [];
  });
  return { ...model, segments };
}

export function pick<T>(tape: Tape, from: readonly T[]): T {
  return from[tape.next(from.length)] as T;
}
