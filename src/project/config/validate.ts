import { isAbsolute, posix, resolve } from "node:path";
import { G901, G902, G903, G904 } from "../../diagnostics/catalogue/g9.ts";
import { entries } from "../../diagnostics/catalogue/index.ts";
import type { Code } from "../../diagnostics/diagnostic.ts";
import type { Emission, GraphcConfig, Level, Warnings } from "./config.ts";
import type { ImportEnding } from "../extensions.ts";
import type { Problem } from "./problem.ts";
import { defaultSettings, type Settings } from "./settings.ts";

type Keys = readonly (string | number)[];
type Refuse = (message: Problem["message"], keys: Keys, part?: "name" | "value") => undefined;

const options: readonly (keyof GraphcConfig)[] = [
  "include",
  "exclude",
  "outDir",
  "emit",
  "importExtensions",
  "warnings",
];
const emissions: readonly Emission[] = ["ts", "js"];
const endings: readonly ImportEnding[] = ["ts", "js", "none"];
const levels: readonly Level[] = ["error", "warning", "off"];

/** Settings, or all that is wrong with what should have been some. */
export type Validated = { readonly settings: Settings } | { readonly problems: readonly Problem[] };

/** Whatever a configuration exports, as settings. */
export function validate(value: unknown, file: string, folder: string): Validated {
  if (!isRecord(value) || value instanceof Promise)
    return { problems: [{ message: G901.notObject(kindOf(value)), at: { kind: "whole" } }] };
  const problems: Problem[] = [];
  const refuse: Refuse = (message, keys, part = "value") => {
    problems.push({ message, at: { kind: "option", keys, part } });
    return undefined;
  };
  for (const key of Object.keys(value))
    if (!options.some((option) => option === key)) refuse(G902.unknown(key, options), [key], "name");
  const defaults = defaultSettings(folder);
  const settings: Settings = {
    ...defaults,
    file,
    include: globs("include", value["include"], refuse),
    exclude: globs("exclude", value["exclude"], refuse) ?? [],
    outDir: outDir(value["outDir"], folder, refuse),
    emit: oneOf("emit", value["emit"], emissions, refuse) ?? defaults.emit,
    importExtensions: oneOf("importExtensions", value["importExtensions"], endings, refuse),
    warnings: warnings(value["warnings"], refuse),
  };
  return problems.length > 0 ? { problems } : { settings };
}

function globs(option: string, value: unknown, refuse: Refuse): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return refuse(G903.type(option, "an array of globs", kindOf(value)), [option]);
  const found: string[] = [];
  for (const [index, glob] of value.entries()) {
    const keys = [option, index];
    if (typeof glob !== "string") refuse(G903.type(`${option}[${index}]`, "a glob", kindOf(glob)), keys);
    else if (glob === "") refuse(G903.empty(`${option}[${index}]`), keys);
    else if (isAbsolute(glob) || posix.normalize(glob).startsWith("..")) refuse(G903.outside(option, glob), keys);
    else found.push(glob);
  }
  return found;
}

function outDir(value: unknown, folder: string, refuse: Refuse): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") return refuse(G903.type("outDir", "a path", kindOf(value)), ["outDir"]);
  return value === "" ? refuse(G903.empty("outDir"), ["outDir"]) : resolve(folder, value);
}

function oneOf<T extends string>(option: string, value: unknown, words: readonly T[], refuse: Refuse): T | undefined {
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  return found ?? refuse(wrongWord(option, value, words), [option]);
}

function wrongWord(option: string, value: unknown, words: readonly string[]): Problem["message"] {
  return typeof value === "string"
    ? G903.word(option, value, words)
    : G903.type(option, words.map((word) => `\`"${word}"\``).join(" or "), kindOf(value));
}

function warnings(value: unknown, refuse: Refuse): Warnings {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    refuse(G903.type("warnings", "an object with levels by codes", kindOf(value)), ["warnings"]);
    return {};
  }
  const found: Partial<Record<Code, Level>> = {};
  for (const [key, given] of Object.entries(value)) {
    const entry = [...entries.values()].find(({ code }) => code === key);
    if (entry === undefined || entry.severity === "error") {
      const codes = [...entries.values()].filter(({ severity }) => severity === "warning").map(({ code }) => code);
      refuse(entry ? G904.error(entry.code) : G904.unknown(key, codes), ["warnings", key], "name");
      continue;
    }
    if (given === undefined) continue;
    const level = levels.find((one) => one === given);
    if (level === undefined) refuse(wrongWord(`warnings.${key}`, given, levels), ["warnings", key]);
    else found[entry.code] = level;
  }
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, for a sentence: `a number`. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return `\`${String(value)}\``;
  if (Array.isArray(value)) return "an array";
  if (value instanceof Promise) return "a promise";
  const kind = typeof value;
  return `${kind === "object" ? "an" : "a"} ${kind}`;
}
