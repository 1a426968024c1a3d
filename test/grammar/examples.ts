import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("examples/", import.meta.url);

/** Complete graphs, by name: one for each pattern that the language is made for. */
export const examples: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")]),
);
