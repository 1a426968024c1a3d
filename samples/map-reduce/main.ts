import { heading, watch } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createDigest } from "./map-reduce.graph.ts";

const documents = [
  { title: "Budget", text: "The board grants 12000 for books and 3000 for chairs." },
  { title: "Roof", text: "The roof leaks in 2 places. A repair takes 5 days; 3 firms were asked." },
  { title: "Cover sheet", text: "   " },
  { title: "Secret", text: "The names of the 4 candidates are confidential." },
  { title: "Summer party", text: "There will be a party in the yard." },
];

const model = scriptedModel([
  {
    when: /Title: Secret/,
    reply: () => {
      throw new Error("the model refuses confidential texts");
    },
  },
  { when: /Title: Budget/, reply: "12000 go to books, 3000 to chairs." },
  {
    when: /Title: Roof[^]*name the numbers 5, 3/,
    reply: "2 leaks in the roof; 3 firms were asked, the repair takes 5 days.",
  },
  { when: /Title: Roof/, reply: "The roof leaks in 2 places and will be repaired." },
  { when: /Title: Summer/, reply: "There will be a party." },
]);

heading("a graph for each document, all at once; the answers are joined in the documents' order");
const result = await watch(createDigest({ context: { model } }).stream({ documents }));

heading("digest");
console.log(result.digest);

heading("a thousand documents, at most fifty at a time");
const many = Array.from({ length: 1_000 }, (_, index) => ({
  title: `Note ${index + 1}`,
  text: `Item ${index + 1} is done.`,
}));
const echo = scriptedModel([{ when: /Item (\d+)/, reply: ([, number]) => `${number} done.` }]);
const output = await createDigest({ context: { model: echo } }).invoke({ documents: many }, { maxConcurrency: 50 });
const lines = output.digest.split("\n");
console.log(`${lines.length} summaries, from "${lines[0]}" to "${lines.at(-1)}"`);
