import type { HostedInterrupt, HostedSchemas } from "../service/index.ts";
import { isObject } from "./body.ts";
import { RefusedError } from "./refused.ts";
import { revive } from "../json/revive.ts";

/**
 * What `command.resume` answers: an object of answers by interrupt id, or, where one question waits, the answer itself. @throws RefusedError if none waits, or
 * if several do and the ids are not said
 */
export function answersOf(
  resume: unknown,
  waiting: readonly HostedInterrupt[],
  { asks }: Pick<HostedSchemas, "asks">,
): object {
  const [only] = waiting;
  if (only === undefined) throw new RefusedError(422, "Nothing waits for an answer on this thread.");
  const answer = ({ id, name }: HostedInterrupt, value: unknown): readonly [string, unknown] => {
    const schema = Object.hasOwn(asks, name) ? asks[name] : undefined;
    return [id, schema === undefined ? value : revive(schema, value)];
  };
  const byId = isObject(resume) ? Object.entries(resume) : [];
  const named = byId.flatMap(([id, value]: [string, unknown]) => {
    const question = waiting.find((one) => one.id === id);
    return question === undefined ? [] : [answer(question, value)];
  });
  if (named.length > 0 && named.length === byId.length) return Object.fromEntries(named);
  if (waiting.length === 1 && named.length === 0) return Object.fromEntries([answer(only, resume)]);
  const ids = waiting.map(({ id }) => `"${id}"`).join(", ");
  throw new RefusedError(
    422,
    `Say which questions are answered: "resume" must be an object of answers by id; waiting are ${ids}.`,
  );
}
