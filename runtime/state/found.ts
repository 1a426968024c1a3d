import { isPlain } from "./plain.ts";

const longest = 40;

/** Names a value for a message: `3`, `"abc"`, `an array of 2`, `an instance of Map`. */
export function found(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "string":
      return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : `${value}`;
    case "boolean":
      return `${value}`;
    case "object":
      return value === null ? "null" : foundObject(value);
    default:
      return `a ${typeof value}`;
  }
}

function foundObject(value: object): string {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "an invalid Date" : `a Date (${value.toISOString()})`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isPlain(value)) return "an object";
  const maker: unknown = value.constructor;
  return `an instance of ${typeof maker === "function" && maker.name !== "" ? maker.name : "a class"}`;
}
