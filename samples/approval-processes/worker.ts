/**
 * What the processes of an expense office do, each on a day of its own: `worker.ts FILE DAY submit`, `worker.ts FILE DAY answer APPROVER yes|no [COMMENT]`,
 * `worker.ts FILE DAY tick`. The day takes the place of the system's clock, which a real office would not set.
 */
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { createExpense } from "./expense.graph.ts";

const [file = "", day = "", command, approver = "", answer, comment] = process.argv.slice(2);

const expense = createExpense({
  checkpointer: new SqliteCheckpointer(file),
  clock: () => new Date(`2027-03-${day}T09:00Z`),
});

switch (command) {
  case "submit": {
    const thread = { threadId: "train-to-Lyon" };
    const asked = await expense.invoke({ title: "Train to Lyon", amount: 120, approvers: ["Ada", "Bo", "Cy"] }, thread);
    if (expense.isInterrupted(asked))
      console.log(`asked: ${asked.interrupts.map(({ payload }) => payload.approver).join(", ")}`);
    break;
  }
  case "answer":
    for await (const { threadId } of expense.threads({ status: "waiting" })) {
      const { interrupts } = await expense.getState({ threadId });
      const question = interrupts.find(({ payload }) => payload.approver === approver);
      if (question === undefined) continue;
      console.log(`${approver} is asked about ${threadId} and says ${answer}`);
      const decision = { approved: answer === "yes", ...(comment !== undefined && { comment }) };
      const result = await expense.resume({ [question.id]: decision }, { threadId });
      if (expense.isInterrupted(result))
        console.log(`still waiting for ${result.interrupts.map(({ payload }) => payload.approver).join(", ")}`);
    }
    break;
  case "tick":
    // What a cron job or a timer does: whoever has waited too long goes on without an answer.
    for await (const { threadId, dueAt } of expense.due()) {
      console.log(`${threadId} was due on ${dueAt?.toISOString().slice(0, 10)}`);
      const result = await expense.continue({ threadId });
      if (!expense.isInterrupted(result)) console.log(`${result.outcome}: ${result.history.join("; ")}`);
    }
    break;
  default:
    throw new Error(`There is no command "${command}".`);
}
