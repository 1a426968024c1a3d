import type { Option, RetryOption, RetrySetting } from "../ast/ast.ts";
import type { Doc } from "./docs.ts";
import { expression, object } from "./expressions.ts";
import { commaSeparated, list, plainBlock } from "./lists.ts";
import { literal, number } from "./literals.ts";
import type { Pen } from "./pen.ts";
import { type } from "./types.ts";

export function options(pen: Pen, nodes: readonly Option[]): Doc {
  return list(pen, plainBlock, nodes, (node) => option(pen, node));
}

function option(pen: Pen, node: Option): Doc {
  switch (node.kind) {
    case "ReadsOption":
      return [word(pen, "reads"), commaSeparated(pen, node.fields, ({ name }) => pen.token(name))];
    case "WritesOption":
      return [
        word(pen, "writes"),
        commaSeparated(pen, node.fields, ({ name, mayLeaveOut }) => [
          pen.token(name.name),
          mayLeaveOut ? pen.token("?") : "",
        ]),
      ];
    case "RetryOption":
      return retry(pen, node);
    case "TimeoutOption":
      return [word(pen, "timeout"), pen.raw()];
    case "CacheOption":
      return [word(pen, "cache"), pen.raw()];
    case "AsksOption":
      return [word(pen, "asks"), type(pen, node.payload), pen.token(" for"), pen.space(), type(pen, node.answer)];
    case "InOption":
      return [word(pen, "in"), object(pen, node.input)];
    case "ShowOption":
      return [word(pen, "show"), expression(pen, node.payload)];
  }
}

function word(pen: Pen, text: string): Doc {
  return [pen.token(text), pen.space()];
}

function retry(pen: Pen, node: RetryOption): Doc {
  const head = pen.token("retry");
  if (pen.next !== "{") return [head, pen.space(), pen.raw(number)];
  return [head, list(pen, plainBlock, node.settings, (setting) => retrySetting(pen, setting))];
}

function retrySetting(pen: Pen, node: RetrySetting): Doc {
  switch (node.name) {
    case "jitter":
      return pen.token("jitter");
    case "on":
      return [word(pen, "on"), commaSeparated(pen, node.value, (name) => literal(pen, name))];
    case "attempts":
    case "factor":
      return [word(pen, node.name), pen.raw(number)];
    default:
      return [word(pen, node.name), pen.raw()];
  }
}
