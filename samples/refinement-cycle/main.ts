import { heading, watch } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createCommitMessage } from "./refinement-cycle.graph.ts";

class ModelBusyError extends Error {
  override readonly name = "ModelBusyError";
}

let calls = 0;
const model = scriptedModel([
  {
    when: /retry policy/,
    reply: (_, conversation) => {
      calls += 1;
      if (calls === 1) throw new ModelBusyError("come back later");
      if (conversation.includes("imperative")) return "Retry uploads that were cut off";
      if (conversation.includes("characters")) return "Added a retry policy to uploads";
      return "Added a retry policy to the upload client (with a delay that doubles).";
    },
  },
  { when: /rename/, reply: "Fixed the names." },
]);

const commitMessage = createCommitMessage({ context: { model } });
const modes = ["updates", "steps"] as const;

heading("accepted in the third attempt; the model's failure in between was tried again");
const change = "a retry policy for uploads (exponential, with jitter)";
await watch(commitMessage.stream({ change }, { modes }));

heading("a model that does not listen");
await watch(commitMessage.stream({ change: "rename two functions", maxAttempts: 2 }, { modes }));
