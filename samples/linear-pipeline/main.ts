// A graph without questions to anybody is ready to run as it is imported.
import { expenses } from "./linear-pipeline.graph.ts";

const report = `
  hotel; 240.00 EUR
  train to Basel; 54.00 CHF
  taxi; 18.50 EUR
  conference dinner; 60.00 USD
`;

const { total, log } = await expenses.invoke({ report });

for (const entry of log) console.log(entry);
console.log(`total: ${total} EUR`);
