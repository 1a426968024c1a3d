import type { Ask, Field, Node, Reducer, Statement } from "../ast/ast.ts";
import { assigned } from "./assigned.ts";
import { clauses } from "./clauses.ts";
import type { Doc } from "./docs.ts";
import { expression, object } from "./expressions.ts";
import { edge } from "./flow.ts";
import { block, commaSeparated, list } from "./lists.ts";
import { callArguments } from "./arguments.ts";
import { lambda } from "./lambda.ts";
import { number } from "./literals.ts";
import { options } from "./options.ts";
import type { Pen } from "./pen.ts";
import { members, parameters, type } from "./types.ts";

export function statement(pen: Pen, node: Statement): Doc {
  switch (node.kind) {
    case "ContextBlock":
      return [pen.token("context"), members(pen, node.members)];
    case "EventsBlock":
      return [pen.token("events"), members(pen, node.members)];
    case "StateBlock":
      return [pen.token("state"), list(pen, block, node.fields, (one) => field(pen, one))];
    case "Let":
      return assigned(pen, [pen.token("let"), pen.token(` ${node.name.name}`), pen.token(" =")], node.value);
    case "Node":
      return nodeStatement(pen, node);
    case "Ask":
      return [
        [pen.token("ask"), pen.token(` ${node.name.name}`), parameters(pen, node.parameters), pen.token(":")],
        [pen.space(), type(pen, node.answer), optionsAndUpdate(pen, node)],
      ];
    case "Defaults":
      return [pen.token("defaults"), options(pen, node.options)];
    case "Limit":
      return [pen.token("limit"), pen.space(), pen.raw(number), pen.token(" steps")];
    case "Interrupt":
      return [
        [pen.token("interrupt"), pen.token(` ${node.when}`), pen.space()],
        commaSeparated(pen, node.nodes, ({ name }) => pen.token(name)),
      ];
    case "Version":
      return [pen.token("version"), pen.space(), pen.raw(number)];
    case "Migrate":
      return [
        [pen.token("migrate"), pen.space(), pen.raw(number), pen.token(" ->"), pen.space(), pen.raw(number)],
        [pen.token(" ="), pen.token(` ${node.using.name}`)],
      ];
    case "Edge":
      return edge(pen, node);
  }
}

function nodeStatement(pen: Pen, node: Node): Doc {
  const { implementation } = node;
  const head = [pen.token("node"), pen.token(` ${node.name.name}`), parameters(pen, node.parameters)];
  const bound = implementation && [pen.token(" ="), pen.token(` ${implementation.name.name}`)];
  const factory = implementation?.factory;
  const argument = factory ? callArguments(pen, factory.argument ? [factory.argument] : []) : "";
  return [head, bound ?? "", argument, optionsAndUpdate(pen, node)];
}

function optionsAndUpdate(pen: Pen, { options: list, update }: Node | Ask): Doc {
  if (pen.atEmptyBraces) pen.skipClosing(2);
  const braces = pen.next === "{" ? options(pen, list) : "";
  return [braces, update ? [pen.token(" =>"), pen.space(), object(pen, update)] : ""];
}

function field(pen: Pen, node: Field): Doc {
  const { default: value, reduce, where } = node;
  const head = [
    node.modifiers.map(({ name }) => [pen.token(name), pen.space()]),
    [pen.token(node.name.name), node.optional ? pen.token("?") : "", pen.token(":"), pen.space(), type(pen, node.type)],
  ];
  const full = value ? assigned(pen, [head, pen.token(" =")], value) : head;
  const parts: (() => Doc)[] = [];
  if (reduce) parts.push(() => [pen.token("reduce"), pen.space(), reducer(pen, reduce)]);
  if (where) parts.push(() => [pen.token("where"), pen.space(), expression(pen, where)]);
  return clauses(full, parts, pen);
}

function reducer(pen: Pen, node: Reducer): Doc {
  if (node.kind === "Lambda") return lambda(pen, node);
  const name = pen.token(node.name.name);
  if (!node.argument) return name;
  const doc = [name, pen.token("("), reducer(pen, node.argument)];
  pen.skip(",");
  return [doc, pen.token(")")];
}
