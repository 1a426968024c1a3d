import { MemoryCheckpointer } from "@graphc/runtime";
import { fields, heading, show } from "../print.ts";
import { createWeather } from "./state-patterns.graph.ts";

// With a checkpointer the state lives on between the runs of a thread.
const weather = createWeather({ checkpointer: new MemoryCheckpointer() });
const config = { threadId: "alps" };

const first = await weather.invoke({ reading: { station: "Davos", degrees: -3 } }, config);
heading("after the first reading");
console.log(fields(first));

for (const [station, degrees] of [
  ["Bern", 12],
  ["Davos", -14],
  ["Bern", 15],
] as const) {
  await weather.invoke({ reading: { station, degrees } }, config);
}

heading("after a warm reading, with the alarm set lower and the rest of the configuration kept");
const last = await weather.invoke(
  { reading: { station: "Sion", degrees: 31 }, config: { alarm: { above: 30 } } },
  config,
);
for (const [field, value] of Object.entries(last)) console.log(`${field.padEnd(10)} ${show(value)}`);

heading("what is inside");
const { values } = await weather.getState(config);
console.log(`config     ${show(values.config)}`);
console.log(`readings   ${values.readings.map((reading) => `${reading.station} ${reading.degrees}`).join(", ")}`);

heading("values that were handed out never change");
console.log(`headlines after the first reading: ${show(first.headlines)}, frozen: ${Object.isFrozen(first.headlines)}`);
