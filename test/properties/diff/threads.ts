/** Threads that stand somewhere in one version of a graph, and go on in another. */
import { MemoryCheckpointer } from "@graphc/runtime";
import { appOf, type AnyApp } from "../../acceptance/run.ts";
import { nodesFrom, nodesOf, textOf, valueOf, type Model } from "./model.ts";

const thread = { threadId: "t" };

/** Makes a thread with the old version that stands at a node, or in a group in which it is the last that has not begun; `undefined` if it never does. */
async function standing(app: AnyApp, old: Model, node: string): Promise<readonly string[] | undefined> {
  const isAsk = nodesOf(old).some(({ name, kind }) => name === node && kind === "ask");
  const config = isAsk || node === "" ? thread : { ...thread, interruptBefore: [node] };
  const input = Object.fromEntries(
    old.fields.filter(({ kind }) => kind === "input").map((field) => [field.name, valueOf(field.type)]),
  );
  await app.invoke(input, config);
  for (let round = 0; round < 20; round++) {
    const { next, interrupts, values } = await app.getState(thread);
    if (next.length === 0) return undefined;
    const others = interrupts.filter(({ name }) => name !== node);
    if (others.length === 0) return next.includes(node) ? namesIn(values["log"]) : undefined;
    await app.resume(Object.fromEntries(others.map(({ id }) => [id, "a"])), config);
  }
  throw new Error("The run does not end");
}

function namesIn(log: unknown): readonly string[] {
  return (log as readonly string[]).map((entry) => entry.replace(/:.*/s, ""));
}

/** The last answer that an ask of the type allows. */
function answerTo(type: string): string {
  return type === "string" ? "anything" : type.includes('"b"') ? "b" : "a";
}

/** What is wrong with how threads of the old version go on in the new one, by the node that they stand at; nothing where nothing is. */
export async function problems(old: Model, now: Model): Promise<readonly string[]> {
  const found: string[] = [];
  const checkpointer = new MemoryCheckpointer();
  const [before, after] = await Promise.all([
    appOf(textOf(old), { checkpointer }),
    appOf(textOf(now), { checkpointer }),
  ]);
  for (const { name } of [...nodesOf(old), { name: "" }]) {
    await checkpointer.deleteThread(thread.threadId);
    const done = await standing(before, old, name);
    // A run that has ended is the last stand: its thread is loaded, and nothing more is done.
    if (done === undefined && name !== "") continue;
    try {
      const problem = await goOn(after, old, now, name, done ?? nodesOf(old).map((node) => node.name));
      if (problem !== undefined) found.push(`at ${name}: ${problem}`);
    } catch (error) {
      found.push(`at ${name}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`);
    }
  }
  return found;
}

async function goOn(
  app: AnyApp,
  old: Model,
  now: Model,
  at: string,
  done: readonly string[],
): Promise<string | undefined> {
  for (let round = 0; round < 20; round++) {
    const { next, interrupts, values } = await app.getState(thread);
    if (next.length === 0) return wrong(values, old, now, at, done);
    if (interrupts.length === 0) await app.continue(thread);
    else {
      const typeOf = (name: string): string => {
        // A question that waited is answered as its old form allows.
        const asked = round === 0 ? old : now;
        return nodesOf(asked).find((node) => node.name === name)?.answer ?? "string";
      };
      await app.resume(Object.fromEntries(interrupts.map(({ id, name }) => [id, answerTo(typeOf(name))])), thread);
    }
  }
  return "it does not end";
}

/** What has been in both versions must have run once; what is new may have, once, where the run had not come past it. */
function wrong(
  values: Readonly<Record<string, unknown>>,
  old: Model,
  now: Model,
  at: string,
  done: readonly string[],
): string | undefined {
  const log = values["log"] as readonly string[];
  const known = new Set(nodesOf(old).map(({ name }) => name));
  const [before, added] = [true, false].map((isKnown) => namesIn(log).filter((name) => known.has(name) === isKnown));
  // Before its first step a run begins at the start, whatever comes first now.
  const left = at === "" ? [] : done.length === 0 ? nodesOf(now).map(({ name }) => name) : nodesFrom(now, at);
  const wanted = [...new Set([...done, ...left])].filter((name) => known.has(name)).toSorted();
  if (before?.toSorted().join() !== wanted.join()) return `${before?.join()} have run and not ${wanted.join()}`;
  if (new Set(added).size !== added?.length) return `${added?.join()} have run`;
  const unwritten = log.find((entry) => entry.includes("undefined"));
  if (unwritten !== undefined) return `"${unwritten}" has read what nothing wrote`;
  const missing =
    at === "" ? undefined : now.fields.find(({ name, kind }) => kind === "written" && values[name] === undefined);
  return missing && `the output ${missing.name} is missing`;
}
