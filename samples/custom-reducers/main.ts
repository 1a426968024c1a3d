import { heading, show } from "../print.ts";
import { settings as app } from "./custom-reducers.graph.ts";

const { settings, plugins, longestName } = await app.invoke({ user: "ada" });

heading("settings: the higher priority wins, whatever the source");
for (const [key, { value, priority }] of Object.entries(settings)) {
  console.log(`${key.padEnd(10)} ${show(value).padEnd(14)} priority ${priority}`);
}

heading("plugins: appended, prepended, removed");
console.log(show(plugins));

heading("the longest name");
console.log(longestName);
