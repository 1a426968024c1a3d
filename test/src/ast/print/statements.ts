import type { Ask, Node, Option, RetrySetting, Statement } from "../../../../src/ast/ast.ts";
import { block, documented, plainBlock, type Doc } from "./docs.ts";
import { expression, object } from "./expressions.ts";
import { edge } from "./flow.ts";
import { field, members, parameters, type } from "./types.ts";

export function statement(node: Statement): Doc {
  const doc = "doc" in node ? node.doc : undefined;
  return documented(doc, plain(node));
}

function plain(node: Statement): Doc {
  switch (node.kind) {
    case "ContextBlock":
      return ["context ", members(node.members)];
    case "EventsBlock":
      return ["events ", members(node.members)];
    case "StateBlock":
      return ["state ", block(node.fields.map((one) => field(one)))];
    case "Let":
      return ["let ", node.name.name, " = ", expression(node.value)];
    case "Node":
      return nodeStatement(node);
    case "Ask":
      return [["ask ", node.name.name, parameters(node.parameters), ": ", type(node.answer)], optionsAndUpdate(node)];
    case "Defaults":
      return ["defaults ", plainBlock(node.options.map((one) => option(one)))];
    case "Limit":
      return `limit ${node.steps.text} steps`;
    case "Interrupt":
      return `interrupt ${node.when} ${node.nodes.map(({ name }) => name).join(", ")}`;
    case "Version":
      return `version ${node.version.text}`;
    case "Migrate":
      return `migrate ${node.from.text} -> ${node.to.text} = ${node.using.name}`;
    case "Edge":
      return edge(node);
  }
}

function nodeStatement(node: Node): Doc {
  const bound = node.implementation;
  const factory = bound?.factory;
  const argument = factory?.argument ? expression(factory.argument) : "";
  return [
    ["node ", node.name.name, parameters(node.parameters)],
    bound ? [" = ", bound.name.name, factory ? ["(", argument, ")"] : ""] : "",
    optionsAndUpdate(node),
  ];
}

function optionsAndUpdate({ options, update }: Node | Ask): Doc {
  return [
    options.length > 0 ? [" ", plainBlock(options.map((one) => option(one)))] : "",
    update ? [" => ", object(update)] : "",
  ];
}

function option(node: Option): Doc {
  return plainOption(node);
}

function plainOption(node: Option): Doc {
  switch (node.kind) {
    case "ReadsOption":
      return `reads ${node.fields.map(({ name }) => name).join(", ")}`;
    case "WritesOption":
      return `writes ${node.fields.map(({ name, mayLeaveOut }) => name.name + (mayLeaveOut ? "?" : "")).join(", ")}`;
    case "RetryOption": {
      const [only, more] = node.settings;
      if (only?.name === "attempts" && !more) return `retry ${only.value.text}`;
      return ["retry ", plainBlock(node.settings.map(retrySetting))];
    }
    case "TimeoutOption":
      return `timeout ${node.duration.text}`;
    case "CacheOption":
      return `cache ${node.duration.text}`;
    case "AsksOption":
      return ["asks ", type(node.payload), " for ", type(node.answer)];
    case "InOption":
      return ["in ", object(node.input)];
    case "ShowOption":
      return ["show ", expression(node.payload)];
  }
}

function retrySetting(node: RetrySetting): string {
  switch (node.name) {
    case "jitter":
      return "jitter";
    case "on":
      return `on ${node.value.map(({ value }) => JSON.stringify(value)).join(", ")}`;
    default:
      return `${node.name} ${node.value.text}`;
  }
}
