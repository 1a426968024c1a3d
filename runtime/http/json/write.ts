import { toBase64 } from "../../state/base64.ts";

/**
 * JSON text in the forms that the schemas of graphs describe: dates as ISO 8601, bigints as decimal texts, bytes as base64. `NaN` and the infinities,
 * which JSON lacks, become the texts `"NaN"`, `"Infinity"` and `"-Infinity"`. Members that are `undefined` are left out, as are functions and symbols.
 */
export function toJson(value: unknown): string {
  return textOf(value) ?? "null";
}

function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return value - value === 0 ? `${value}` : `"${value}"`;
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return `"${value}"`;
    case "object":
      return value === null ? "null" : objectText(value);
    default:
      return undefined;
  }
}

function objectText(value: object): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "null" : `"${value.toISOString()}"`;
  if (value instanceof Uint8Array) return `"${toBase64(value)}"`;
  let text = "";
  for (const [key, member] of Object.entries(value)) {
    const said = textOf(member);
    if (said !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${said}`;
  }
  return `{${text}}`;
}
