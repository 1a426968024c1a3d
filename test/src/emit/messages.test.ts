import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases, refused } from "../typescript/cases.ts";
import { modulesOf, root } from "./compiled.ts";
import { strictest, typeReports } from "./typescript.ts";
import type { Version } from "./typescript.ts";

const folder = join("test", `.messages-${process.pid}`);
const place = join(root, folder);
const { isolatedDeclarations: _, ...options } = { ...strictest, noUnusedLocals: false, noUnusedParameters: false };

const directive = /\/\/ @ts-expect-error (.*)/;
const refusals = readFileSync(join(root, "test/types/refusals.ts"), "utf8");
const imported = cases(refused);

interface Message {
  readonly mistake: string;
  readonly text: string;
}

/** What a version says of each mistake, without the place. */
function messages(version: Version): readonly Message[] {
  const reports = typeReports(version, folder, ["refusals.ts", "**/x.graph.ts"], options).flatMap((report) => {
    const [, file = "", line = "", text = ""] = /^(.*?)\((\d+),\d+\): (.*)$/s.exec(report) ?? [];
    return file.endsWith("nodes.ts") ? [] : [{ file: file.slice(folder.length + 1), line: Number(line), text }];
  });
  const used = refusals.split("\n").flatMap((line, index) => {
    const mistake = directive.exec(line)?.[1];
    if (mistake === undefined) return [];
    const text = reports.filter(({ file, line: at }) => file === "refusals.ts" && at === index + 2)[0]?.text;
    return text === undefined ? [] : [{ mistake, text }];
  });
  const written = Object.keys(imported).flatMap((mistake, index) =>
    reports.filter(({ file }) => file === `${index}/x.graph.ts`).map(({ text }) => ({ mistake, text })),
  );
  return [...used, ...written];
}

/** The last line says what is wrong. Versions list the members of a union in another order. */
function reason({ text }: Message): string {
  const last = text.split("\n").at(-1) ?? "";
  return last.replace(/^(error TS\d+:)?\s*/, "").replace(/'[^']*[|{][^']*'/g, "'…'");
}

function page(all: readonly Message[]): string {
  const parts = all.map(({ mistake, text }) => `## ${mistake}\n\n\`\`\`\n${text}\n\`\`\`\n`);
  return `# What tsc says of a mistake\n\nFirst of those in the use of a module, then of those in what a graph imports.\n\n${parts.join("\n")}`;
}

describe("what tsc says of a mistake", () => {
  let latest: readonly Message[] = [];

  beforeAll(async () => {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "refusals.ts"), refusals.replaceAll("// @ts-expect-error", "//"));
    for (const [index, { graph, nodes }] of Object.values(imported).entries()) {
      mkdirSync(join(place, String(index)), { recursive: true });
      writeFileSync(join(place, String(index), "nodes.ts"), nodes);
      const [module] = await modulesOf([{ path: "x.graph", text: graph }]);
      writeFileSync(join(place, String(index), "x.graph.ts"), module?.text ?? "");
    }
    latest = messages(7);
  }, 120_000);

  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it("is what was read when it was written", async () => {
    await expect(page(latest)).toMatchFileSnapshot("../../types/messages.md");
  });

  it("names a key that is too much, in words", () => {
    const keys = latest.filter(({ mistake }) =>
      /extra key|unknown key|misspelt|does not write|outside `writes`/.test(mistake),
    );
    expect(keys.length).toBeGreaterThan(6);
    for (const message of keys) expect(reason(message)).toMatch(/'\w+' is not in the writes of/);
  });

  it.each([5, 6] as const)("is the same in TypeScript %i", { timeout: 180_000 }, (version) => {
    const others = messages(version);
    expect(others.map(({ mistake }) => mistake)).toEqual(latest.map(({ mistake }) => mistake));
    expect(others.map(reason)).toEqual(latest.map(reason));
  });
});
