import type { Ask, Node, Option, RetrySetting, Statement } from "../ast.ts";
import { block, documented, plainBlock, type Doc, type Printing } from "./docs.ts";
import { expression, object } from "./expressions.ts";
import { edge } from "./flow.ts";
import { field, members, parameters, type } from "./types.ts";

export function statement(printing: Printing, node: Statement): Doc {
  const doc = "doc" in node ? node.doc : undefined;
  return printing.around(node, documented(doc, plain(printing, node)));
}

function plain(printing: Printing, node: Statement): Doc {
  switch (node.kind) {
    case "ContextBlock":
      return ["context ", members(printing, node.members)];
    case "EventsBlock":
      return ["events ", members(printing, node.members)];
    case "StateBlock":
      return ["state ", block(node.fields.map((one) => field(printing, one)))];
    case "Let":
      return ["let ", node.name.name, " = ", expression(printing, node.value)];
    case "Node":
      return nodeStatement(printing, node);
    case "Ask":
      return [
        ["ask ", node.name.name, parameters(printing, node.parameters), ": ", type(printing, node.answer)],
        optionsAndUpdate(printing, node),
      ];
    case "Defaults":
      return ["defaults ", plainBlock(node.options.map((one) => option(printing, one)))];
    case "Limit":
      return `limit ${node.steps.text} steps`;
    case "Interrupt":
      return `interrupt ${node.when} ${node.nodes.map(({ name }) => name).join(", ")}`;
    case "Version":
      return `version ${node.version.text}`;
    case "Migrate":
      return `migrate ${node.from.text} -> ${node.to.text} = ${node.using.name}`;
    case "Edge":
      return edge(printing, node);
  }
}

function nodeStatement(printing: Printing, node: Node): Doc {
  const bound = node.implementation;
  const factory = bound?.factory;
  const argument = factory?.argument ? expression(printing, factory.argument) : "";
  return [
    ["node ", node.name.name, parameters(printing, node.parameters)],
    bound ? printing.around(bound, [" = ", bound.name.name, factory ? ["(", argument, ")"] : ""]) : "",
    optionsAndUpdate(printing, node),
  ];
}

function optionsAndUpdate(printing: Printing, { options, update }: Node | Ask): Doc {
  return [
    options.length > 0 ? [" ", plainBlock(options.map((one) => option(printing, one)))] : "",
    update ? [" => ", printing.around(update, object(printing, update))] : "",
  ];
}

function option(printing: Printing, node: Option): Doc {
  return printing.around(node, plainOption(printing, node));
}

function plainOption(printing: Printing, node: Option): Doc {
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
      return ["asks ", type(printing, node.payload), " for ", type(printing, node.answer)];
    case "InOption":
      return ["in ", printing.around(node.input, object(printing, node.input))];
    case "ShowOption":
      return ["show ", expression(printing, node.payload)];
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
