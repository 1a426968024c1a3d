import { jsonSchema } from "ai";
import type { ToolSet } from "ai";

/** The files that the agent works on; a real application would hand in its own. */
export type Files = Map<string, string>;

const named = jsonSchema({
  type: "object",
  properties: { name: { type: "string" } },
  required: ["name"],
  additionalProperties: false,
});

/** What the model is told about its tools. They have no `execute`: running them is the graph's business. */
export const tools: ToolSet = {
  listFiles: {
    description: "Names and sizes of all files",
    inputSchema: jsonSchema({ type: "object", properties: {} }),
  },
  readFile: { description: "The text of a file", inputSchema: named },
  deleteFile: { description: "Deletes a file for good", inputSchema: named },
};

/** What they do. */
export function perform(name: string, input: Readonly<Record<string, string>>, files: Files): string {
  const file = input["name"] ?? "";
  switch (name) {
    case "listFiles":
      return [...files].map(([path, text]) => `${path} (${text.length})`).join(", ");
    case "readFile":
      return files.get(file) ?? `There is no ${file}.`;
    case "deleteFile":
      return files.delete(file) ? `${file} is gone.` : `There is no ${file}.`;
    default:
      return `There is no tool ${name}.`;
  }
}
