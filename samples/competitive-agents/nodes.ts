import type { NodeContext } from "@graphc/runtime";
import { complete } from "../model.ts";
import type { Item, Packing, PackingContestHandlers, PackingContestTypes } from "./competitive-agents.graph.ts";

interface Task {
  readonly items: readonly Item[];
  readonly capacity: number;
}

/** An agent that packs in its own way. What it says is read as a list of names. */
export const solver =
  ({ approach }: { readonly approach: string }) =>
  async ({ items, capacity }: Task, { context, signal }: NodeContext<PackingContestTypes>) => {
    const list = items.map(({ name, weight, value }) => `${name}: ${weight} kg, worth ${value}`).join("\n");
    const prompt = `Pack at most ${capacity} kg, as much worth as you can.\n${list}\nYour way: ${approach}.\nAnswer with names, with commas between them.`;
    const answer = await complete(context.model, "You pack rucksacks.", prompt, signal);
    return { proposals: { [approach]: answer.split(",").map((name) => name.trim()) } };
  };

export const weigh = (({ items, capacity, proposals }) => {
  const packings = Object.entries(proposals).map(([approach, names]) => packing(approach, names, items, capacity));
  const [winner] = packings.filter(({ fault }) => fault === undefined).toSorted((a, b) => b.value - a.value);
  return { packings, ...(winner && { winner }) };
}) satisfies PackingContestHandlers["judge"];

export const explain = (async ({ packings, winner }, { context, signal }) => {
  const results = packings.map(({ approach, value, fault }) => `${approach}: ${fault ?? `worth ${value}`}`).join("\n");
  const prompt = `${results}\nThe winner is: ${winner?.approach}. Say why, in one sentence.`;
  return { explanation: await complete(context.model, "You are the judge of a contest.", prompt, signal) };
}) satisfies PackingContestHandlers["verdict"];

function packing(approach: string, names: readonly string[], items: readonly Item[], capacity: number): Packing {
  const packed = items.filter(({ name }) => names.includes(name));
  const weight = packed.reduce((sum, item) => sum + item.weight, 0);
  const value = packed.reduce((sum, item) => sum + item.value, 0);
  const unknown = names.find((name) => !items.some((item) => item.name === name));
  const fault = unknown ? `there is no ${unknown}` : weight > capacity ? `${weight} kg are too much` : undefined;
  return { approach, items: names, value, weight, ...(fault !== undefined && { fault }) };
}
