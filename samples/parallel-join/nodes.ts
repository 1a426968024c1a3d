import { setImmediate as nextTurn } from "node:timers/promises";
import type { PageCheckHandlers } from "./parallel-join.graph.ts";

/** The slowest of them: it has to ask other servers. */
export const checkLinks = (async ({ page }, ctx) => {
  const links = page.match(/https?:\/\/[\w./-]*\w/g) ?? [];
  await waiting(50);
  ctx.emit("finished", "links");
  return {
    findings: links.map((link) => ({
      check: "links",
      text: `${link} ${link.includes("old") ? "is gone" : "answers"}`,
    })),
  };
}) satisfies PageCheckHandlers["links"];

export const checkSpelling = (async ({ page }, ctx) => {
  await waiting(10);
  ctx.emit("finished", "spelling");
  return { findings: misspelt(page).map((word) => ({ check: "spelling", text: `"${word}"` })) };
}) satisfies PageCheckHandlers["spelling"];

export const correct = (async ({ page }, ctx) => {
  await waiting(10);
  ctx.emit("finished", "corrections");
  return { findings: misspelt(page).map((word) => ({ check: "correction", text: `"${corrections[word]}"` })) };
}) satisfies PageCheckHandlers["corrections"];

export const measureReading = (({ page }, ctx) => {
  const words = page.split(/\s+/).length;
  ctx.emit("finished", "reading");
  return { findings: [{ check: "reading", text: `${words} words, ${Math.ceil(words / 200)} minute` }] };
}) satisfies PageCheckHandlers["reading"];

export const translate = (({ page }, ctx) => {
  ctx.emit("finished", "translation");
  return {
    findings: [{ check: "translation", text: page.includes("{{") ? "has placeholders" : "ready to translate" }],
  };
}) satisfies PageCheckHandlers["translation"];

const corrections: Readonly<Record<string, string>> = { recieve: "receive", adress: "address" };

const misspelt = (page: string): string[] => page.split(/\W+/).filter((word) => word in corrections);

/** Stands in for a server that takes its time, in turns of the event loop: the same on a fast and on a slow machine. */
async function waiting(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}
