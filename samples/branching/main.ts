import { serviceDesk } from "./branching.graph.ts";

const reports = [
  { report: "A pothole in Mill Lane" },
  { report: "The road collapsed by the bridge" },
  { report: "The lamp at the school is out" },
  { report: "The bins overflow", district: "north-east" },
  { report: "The bins overflow", district: "harbour" },
  { report: "Who do I ask about a street party?" },
];

for (const report of reports) console.log((await serviceDesk.invoke(report)).answer);
