import { fields, heading, watch } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createPackingContest } from "./competitive-agents.graph.ts";

const items = [
  { name: "tent", weight: 6, value: 30 },
  { name: "stove", weight: 3, value: 14 },
  { name: "books", weight: 4, value: 16 },
  { name: "camera", weight: 2, value: 9 },
];

const model = scriptedModel([
  { when: /Your way: the most valuable/, reply: "tent, stove" },
  { when: /Your way: the best value/, reply: "tent, stove, camera" },
  { when: /Pack at most 10 kg[^]*Your way: try every/, reply: "tent, books" },
  { when: /Your way: try every/, reply: "tent, sofa" },
  {
    when: /try every combination: worth (\d+)[^]*winner is: try every/,
    reply: ([, value]) => `Trying everything found a packing worth ${value}.`,
  },
  { when: /winner is: ([^.]+)\./, reply: ([, winner]) => `"${winner}" was the best that obeyed the rules.` },
]);

const contest = createPackingContest({ context: { model } });

for (const capacity of [10, 11, 2]) {
  heading(`a rucksack for ${capacity} kg`);
  const { winner, explanation } = await watch(contest.stream({ items, capacity }));
  console.log(winner ? `winner: ${fields(winner)}` : "no winner");
  console.log(explanation);
}
