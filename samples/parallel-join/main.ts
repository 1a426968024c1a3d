import { heading } from "../print.ts";
import { pageCheck } from "./parallel-join.graph.ts";

const page = `
  Send us your adress to recieve the catalogue. Last year's is at https://example.org/old/catalogue,
  the new one at https://example.org/catalogue.
`;

for (const languages of [[], ["de"]]) {
  heading(languages.length === 0 ? "three checks at once" : "and a fourth, which has a condition");
  for await (const event of pageCheck.stream({ page, languages })) {
    if (event.type === "event") console.log(`${event.data} finished`);
    if (event.type === "done") console.log(`\nreport\n${event.output.report}`);
  }
}
