import { adopt, explain, issuesOf, refused } from "../state/index.ts";
import { AnswerError } from "../errors.ts";
import { detach } from "../state/detach.ts";
import type { InterruptId } from "../types/interrupts.ts";
import type { Schema } from "../types/schema.ts";
import type { Table } from "./table.ts";
import type { Waiting } from "./inspect.ts";

/** An answer with what it answers. */
export interface Answered {
  readonly question: Waiting;
  readonly value: unknown;
}

/** Finds what each answer is for and checks it; all of them, or none. @throws AnswerError */
export function matchAnswers(
  { graph }: Table,
  threadId: string,
  answers: object,
  waiting: readonly Waiting[],
  now: Date,
): readonly Answered[] {
  const ids = waiting.map(({ id }) => id as InterruptId);
  const refuse = (ask: string, reason: AnswerError["reason"], issues: AnswerError["issues"] = []): never => {
    throw new AnswerError({ graph: graph.name, threadId, ask, reason, waiting: ids, issues });
  };
  const called = new Map<string, Waiting[]>();
  for (const question of waiting) {
    for (const key of [question.id, question.name]) {
      const found = called.get(key);
      if (found === undefined) called.set(key, [question]);
      else found.push(question);
    }
  }
  const answered = new Set<Waiting>();
  return Object.entries(answers).map(([ask, given]: [string, unknown]) => {
    const named = called.get(ask) ?? [];
    const [question] = named;
    if (question === undefined) return refuse(ask, "unknown");
    if (named.length > 1 || answered.has(question)) return refuse(ask, "ambiguous");
    answered.add(question);
    if (question.deadline !== undefined && question.deadline <= now) return refuse(ask, "expired");
    const schema = answerSchema(question);
    const value = adopt(schema, detach(given));
    return value === refused ? refuse(ask, "invalid", issuesOf(explain(schema, given))) : { question, value };
  });
}

function answerSchema({ node }: Waiting): Schema<unknown> {
  const { program } = node;
  if ((program.kind === "ask" || program.kind === "handler") && program.answer !== undefined)
    return program.answer.schema;
  throw new Error(`"${node.name}" takes no answer: please report this.`);
}
