/** What the samples print with: headings, values on one line, and the events of a run as they come. */
import type { GraphTypes, StreamEvent } from "@graphc/runtime";

export function heading(text: string): void {
  console.log(`\n── ${text}`);
}

/** A value as one line: `{ name: "Ada", tags: ["a"] }`. */
export function show(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = fields(value);
    return members === "" ? "{}" : `{ ${members} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** The members of an object without its braces: `name: "Ada", tags: ["a"]`. */
export function fields(value: object): string {
  return Object.entries(value)
    .map(([name, member]) => `${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}: ${show(member)}`)
    .join(", ");
}

/** Prints what a stream yields, a line an event, and returns what the run ended with. */
export async function watch<T extends GraphTypes>(events: AsyncIterable<StreamEvent<T>>): Promise<T["result"]> {
  for await (const event of events) {
    switch (event.type) {
      case "update":
        line(event.path, fields(event.update) || "done");
        break;
      case "step":
        if (event.phase === "retry") line(event.path, `failed, try ${event.attempt}: ${reason(event.error)}`);
        if (event.phase === "error") line(event.path, `failed: ${reason(event.error)}`);
        break;
      case "interrupt":
        line(event.interrupt.path, `asks ${show(event.interrupt.payload)}`);
        break;
      case "done":
        return event.output;
      default:
        break;
    }
  }
  throw new Error("The stream ended without a result.");
}

/** What went wrong, as `name: message`, of the message the first sentence. */
function reason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split(". ", 1).join("")}` : show(error);
}

function line(path: string, text: string): void {
  console.log(`  ${path.padEnd(14)} ${text.length > 110 ? `${text.slice(0, 109)}…` : text}`);
}
