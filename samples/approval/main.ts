import { AnswerError, MemoryCheckpointer } from "@graphc/runtime";
import { heading, show } from "../print.ts";
import { createApproval, createJointApproval } from "./approval.graph.ts";
import type { Verdict } from "./approval.graph.ts";

const checkpointer = new MemoryCheckpointer();
const approval = createApproval({ checkpointer });
const joint = createJointApproval({ checkpointer });

const document = "Travel is paid in second class.";
const approvers = ["Ada", "Bo"];

/** What the people in this play answer, in the order in which they are asked. */
async function inTurn(
  title: string,
  threadId: string,
  verdicts: readonly Verdict[],
  revisions: readonly string[] = [],
): Promise<void> {
  heading(title);
  const answers = verdicts.values();
  const texts = revisions.values();
  let result = await approval.invoke({ document, author: "Cy", approvers }, { threadId });
  while (approval.isInterrupted(result)) {
    const question = result.interrupts[0];
    if (question?.name === "approval") {
      const answer = answers.next().value ?? { status: "approved" };
      console.log(
        `${question.payload.approver} is asked about ${show(question.payload.document)} and answers ${show(answer)}`,
      );
      result = await approval.resume({ approval: answer }, { threadId });
    } else {
      const answer = texts.next().value ?? document;
      console.log(`${question?.payload.author} is asked for a revision and writes ${show(answer)}`);
      result = await approval.resume({ revision: answer }, { threadId });
    }
  }
  console.log(`${result.outcome}: ${result.history.join("; ")}`);
}

await inTurn("in turn: both approve", "a", [{ status: "approved" }, { status: "approved" }]);
await inTurn("in turn: the first rejects, the second is never asked", "b", [
  { status: "rejected", comment: "too dear" },
]);
await inTurn(
  "in turn: the second wants a revision",
  "c",
  [
    { status: "approved" },
    { status: "revise", comment: "what about nights?" },
    { status: "approved" },
    { status: "approved" },
  ],
  ["Travel is paid in second class, by night in a sleeper."],
);

heading("all at once");
const thread = { threadId: "d" };
const asked = await joint.invoke({ document, approvers: ["Ada", "Bo", "Cy"] }, thread);
if (!joint.isInterrupted(asked)) throw new Error("Nobody was asked.");
const [ada, bo, cy] = asked.interrupts;
if (!ada || !bo || !cy) throw new Error("Three people are to be asked.");
console.log(`asked: ${asked.interrupts.map(({ payload }) => payload.approver).join(", ")}`);

// Three questions of one name wait, so that an answer names the one it means; one that does not is refused, and nothing is lost.
await joint.resume({ approval: { status: "approved" } }, thread).catch((error: unknown) => {
  if (!(error instanceof AnswerError)) throw error;
  console.log(`an answer for "${error.ask}" is ${error.reason}: ${error.waiting.length} wait`);
});
await joint.resume({ [cy.id]: { status: "approved" } }, thread);
const waiting = await joint.resume({ [ada.id]: { status: "revise" } }, thread);
if (joint.isInterrupted(waiting))
  console.log(`still asked: ${waiting.interrupts.map(({ payload }) => payload.approver).join(", ")}`);
const decided = await joint.resume({ [bo.id]: { status: "approved" } }, thread);
if (!joint.isInterrupted(decided)) console.log(`${decided.outcome}: ${decided.history.join("; ")}`);
