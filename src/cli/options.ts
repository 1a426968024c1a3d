import { Option } from "commander";
import { formats } from "../diagnostics/render/formats.ts";

export function formatOption(): Option {
  return new Option("--format <format>", "how findings are printed").choices(formats).default("pretty");
}

export const pathsArgument = ["[paths...]", "files, folders or globs (default: the current folder)"] as const;
