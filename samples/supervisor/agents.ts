import { goto } from "@graphc/runtime";
import type { NodeContext } from "@graphc/runtime";
import { complete } from "../model.ts";
import type { HotlineHandlers, HotlineTypes, NewsroomHandlers, Note } from "./supervisor.graph.ts";

const told = (notes: readonly Note[]): string => notes.map(({ from, text }) => `${from}: ${text}`).join("\n");

/** Reads the model's `name: task` and hands over; what is no name of a colleague goes to the writer. */
export const supervise = (async ({ question, notes }, { context, signal }) => {
  const order = await complete(
    context.model,
    "You lead: research, calculate, write.",
    `${question}\n${told(notes)}`,
    signal,
  );
  const [name, task = ""] = order.split(": ");
  if (name === "research" || name === "calculate") return goto(name, { task });
  return goto("write", { task });
}) satisfies NewsroomHandlers["supervisor"];

const archive: Readonly<Record<string, string>> = { "height of the tower": "324 m", "height of a step": "0.18 m" };

export const research = (({ task }) => ({
  notes: [{ from: "research", text: `${task} = ${archive[task] ?? "unknown"}` }],
})) satisfies NewsroomHandlers["research"];

export const calculate = (({ task }) => {
  const [a = 0, b = 1] = task.split(" / ").map(Number);
  return { notes: [{ from: "calculate", text: `${task} = ${a / b}` }] };
}) satisfies NewsroomHandlers["calculate"];

export const write = (async ({ task, notes }, { context, signal }) => ({
  notes: [{ from: "write", text: await complete(context.model, "You write.", `${task}\n${told(notes)}`, signal) }],
})) satisfies NewsroomHandlers["write"];

/** One turn of an agent of the hotline: what it says, and to whom it hands over, from `text -> name`. */
async function turn(
  name: string,
  talk: readonly Note[],
  { context, signal }: NodeContext<HotlineTypes>,
): Promise<readonly [Note[], string]> {
  const said = await complete(context.model, `You are ${name} at the hotline.`, told(talk), signal);
  const [text = "", next = "end"] = said.split(" -> ");
  return [[{ from: name, text }], next];
}

export const triage = (async ({ talk }, ctx) => {
  const [said, next] = await turn("triage", talk, ctx);
  return goto(next === "sales" || next === "refunds" ? next : "end", { talk: said });
}) satisfies HotlineHandlers["triage"];

export const sales = (async ({ talk }, ctx) => {
  const [said, next] = await turn("sales", talk, ctx);
  return goto(next === "triage" || next === "refunds" ? next : "end", { talk: said });
}) satisfies HotlineHandlers["sales"];

export const refunds = (async ({ talk }, ctx) => {
  const [said, next] = await turn("refunds", talk, ctx);
  return goto(next === "triage" || next === "sales" ? next : "end", { talk: said });
}) satisfies HotlineHandlers["refunds"];
