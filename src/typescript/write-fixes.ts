import type { Edit, Fix } from "../diagnostics/diagnostic.ts";
import type { HandlerCheck } from "./handlers.ts";

/** Adds fields to what a node says that it writes. Safe: the handler writes them already, and so far every run would have failed. */
export function fixWrites(check: HandlerCheck, added: readonly string[]): Fix & { readonly title: string } {
  const { node, writes } = check.plan.node;
  const declared = writes.map(({ field, mayLeaveOut }) => `${field.name}${mayLeaveOut ? "?" : ""}`);
  const all = `writes ${[...declared, ...added].join(", ")}`;
  return { title: `write \`${all}\``, safe: true, edits: [editOf(check, added, all, node.options.length === 0)] };
}

function editOf({ plan, of }: HandlerCheck, added: readonly string[], all: string, isBare: boolean): Edit {
  const { node } = plan.node;
  const option = node.options.find((one) => one.kind === "WritesOption");
  const last = option?.kind === "WritesOption" ? option.fields.at(-1) : node.options.at(-1);
  if (option !== undefined && last !== undefined) return insertion(last.span.end, `, ${added.join(", ")}`);
  if (last !== undefined) return insertion(last.span.end, ` ${all}`);
  const { text } = of.graph.source;
  const end = node.span.end;
  // Braces with nothing in them are no option.
  if (isBare && text[end - 1] === "}") return insertion(end - 1, ` ${all} `);
  return insertion(end, ` { ${all} }`);
}

function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}
