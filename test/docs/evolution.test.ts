import { readFileSync } from "node:fs";
import { MemoryCheckpointer } from "@graphc/runtime";
import { describe, expect, it } from "vitest";
import { diff } from "../../src/diff/diff.ts";
import { appOf, rejection } from "../acceptance/run.ts";

const page = readFileSync("docs/evolution.md", "utf8").replaceAll("\r\n", "\n");
const [first = "", attempt = "", second = ""] = [...page.matchAll(/^```graph\n([^]*?)^```$/gm)].map(
  (match) => match[1] ?? "",
);

describe("the page on evolution", () => {
  it("says truly what would be reported", () => {
    expect(diff(first, attempt).diagnostics.map(({ code }) => code)).toStrictEqual(["G805", "G801", "G803", "G803"]);
    expect(
      diff(first, second).graphs.map(({ changes }) => [...new Set(changes.map(({ effect }) => effect))]),
    ).toStrictEqual([["safe"]]);
  });

  it("shows a version that refuses a waiting thread, and one that goes on with it", async () => {
    const checkpointer = new MemoryCheckpointer();
    const thread = { threadId: "t" };
    await (await appOf(first, { checkpointer })).invoke({ title: "Train", amount: 12.5 }, thread);
    const answer = { decision: { approved: true } };
    const refused = await appOf(attempt, { checkpointer });
    expect(await rejection(refused.resume(answer, thread))).toMatchObject({
      name: "SchemaMismatchError",
      field: "cents",
    });
    const toCents = ({ amount, ...others }: { readonly amount: number }) => ({
      ...others,
      cents: Math.round(amount * 100),
    });
    const app = await appOf(second, { checkpointer, imports: { "./expense.migrations.ts": { toCents } } });
    expect(await app.resume(answer, thread)).toEqual({ log: ["Train: 12.5", "no comment"] });
    expect((await app.getState(thread)).values).toMatchObject({ cents: 1250, currency: "EUR" });
  });
});
