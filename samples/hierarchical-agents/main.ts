import { heading } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createOrganisation } from "./hierarchical-agents.graph.ts";

const model = scriptedModel([
  // The orchestrator.
  {
    when: /You plan work[^]*user: A booking page/,
    reply:
      "design: a form that needs no explanation\ndevelopment: bookings that never collide\ntesting: a hundred guests at once",
  },
  { when: /You plan work[^]*user: A typing error/, reply: "design: a correct imprint" },
  // The supervisors, in the first and in the second round.
  { when: /You lead the design[^]*imprint/, reply: "wordsmith: correct the imprint" },
  { when: /You lead the design/, reply: "interviewer: ask five guests; sketcher: draw the form" },
  { when: /You lead the development[^]*did:/, reply: "database: forbid two bookings of one room and night" },
  { when: /You lead the development/, reply: "frontend: build the form; backend: store bookings" },
  { when: /You lead the testing/, reply: "automator: book twice; measurer: a hundred bookings a second" },
  // The workers.
  { when: /You are the interviewer/, reply: "guests forget the number of beds" },
  { when: /You are the sketcher/, reply: "one screen, three fields" },
  { when: /You are the wordsmith/, reply: "imprint corrected" },
  { when: /You are the frontend/, reply: "form built" },
  { when: /You are the backend/, reply: "bookings stored" },
  { when: /You are the database/, reply: "one booking a room and night, by constraint" },
  { when: /You are the automator/, reply: "the second booking is refused" },
  { when: /You are the measurer/, reply: "120 bookings a second" },
  // The reviews: storing alone does not keep bookings apart.
  { when: /You review work[^]*never collide[^]*by constraint/, reply: "yes" },
  { when: /You review work[^]*never collide/, reply: "no: two guests may get one room" },
  { when: /You review work/, reply: "yes" },
]);

const organisation = createOrganisation({ context: { model } });

for (const task of ["A booking page", "A typing error in the imprint"]) {
  heading(task);
  // Events of the teams' own steps come on request.
  for await (const event of organisation.stream({ task }, { subgraphs: true })) {
    if (event.type === "subgraph" && event.event.type === "update") {
      console.log(`  ${event.node.padEnd(12)} ${event.event.node}`);
    }
    if (event.type === "done") console.log(`\n${event.output.summary}`);
  }
}
