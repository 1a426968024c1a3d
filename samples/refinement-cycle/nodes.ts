import { complete } from "../model.ts";
import type { CommitMessageHandlers } from "./refinement-cycle.graph.ts";

export const draft = (async ({ change, message, problems }, { context, signal }) => {
  const request = message === "" ? change : `${change}\nPrevious message: ${message}\nProblems: ${problems.join("; ")}`;
  return { message: await complete(context.model, "You write commit messages, one line each.", request, signal) };
}) satisfies CommitMessageHandlers["generate"];

/** The rules of the house; code decides, not the model. */
export const lint = (({ message }) => {
  const problems: string[] = [];
  if (message.length > 50) problems.push(`${message.length} characters, at most 50`);
  if (message.endsWith(".")) problems.push("ends with a full stop");
  if (/^(added|fixed|changed)\b/i.test(message)) problems.push("not in the imperative");
  return { problems };
}) satisfies CommitMessageHandlers["validate"];

/** After a message that is too long, leaves out what stands in parentheses. */
export const shorten = (({ change, problems }) => ({
  change: problems.some((problem) => problem.includes("characters")) ? change.replace(/ \([^)]*\)/g, "") : change,
})) satisfies CommitMessageHandlers["refine"];
