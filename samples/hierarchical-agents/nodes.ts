import type { LanguageModel } from "ai";
import { complete } from "../model.ts";
import type { OrganisationHandlers } from "./hierarchical-agents.graph.ts";
import type {
  DesignTeamHandlers,
  DesignTeamValues,
  DevelopmentTeamValues,
  Result,
  TestingTeamValues,
} from "./teams.graph.ts";

interface Ctx {
  readonly context: { readonly model: LanguageModel };
  readonly signal: AbortSignal;
}

/** The orchestrator: a goal for each team that the task needs, one a line: `team: goal`. */
export const plan = (async ({ task }, { context, signal }) => {
  const answer = await complete(
    context.model,
    "You plan work for the teams design, development and testing.",
    task,
    signal,
  );
  return { goals: Object.fromEntries(answer.split("\n").map((line) => line.split(": "))) as Record<string, string> };
}) satisfies OrganisationHandlers["orchestrator"];

/** A supervisor: says who is to do what. With results at hand, it is the second round. */
export const brief =
  ({ team }: { readonly team: string }) =>
  async (
    { goal, results }: { readonly goal: string; readonly results: readonly Result[] },
    { context, signal }: Ctx,
  ) => {
    const soFar = results.map(({ worker, text }) => `${worker} did: ${text}`);
    const prompt = [`Goal: ${goal}`, ...soFar].join("\n");
    return { order: await complete(context.model, `You lead the ${team} team.`, prompt, signal) };
  };

/** A worker: does its part of the order. */
export const worker =
  ({ name, skill }: { readonly name: string; readonly skill: string }) =>
  async ({ order }: { readonly order: string }, { context, signal }: Ctx) => ({
    results: [
      { worker: name, text: await complete(context.model, `You are the ${name}, who ${skill}.`, order, signal) },
    ],
  });

/** Whom the order names. */
const named = <Name extends string>(order: string, names: readonly Name[]): Name[] =>
  names.filter((name) => order.includes(name));

export const pickDesigners = ({ order }: DesignTeamValues) => named(order, ["interviewer", "sketcher", "wordsmith"]);
export const pickDevelopers = ({ order }: DevelopmentTeamValues) => named(order, ["frontend", "backend", "database"]);
export const pickTesters = ({ order }: TestingTeamValues) => named(order, ["explorer", "automator", "measurer"]);

export const review = (async ({ goal, results }, { context, signal }) => {
  const work = results.map(({ worker: name, text }) => `${name}: ${text}`).join("\n");
  const answer = await complete(context.model, "You review work.", `Goal: ${goal}\n${work}\nGood enough?`, signal);
  return { accepted: answer.startsWith("yes") };
}) satisfies DesignTeamHandlers["check"];

export const report = (({ task, results }) => ({
  summary: [`${task}:`, ...results.map(({ worker: name, text }) => `  ${name.padEnd(12)} ${text}`)].join("\n"),
})) satisfies OrganisationHandlers["summarise"];
