import { outputOf, type Values } from "./run.ts";

/** A graph whose nodes, called as the words that `nodes` lists, each add their names to `log`. */
export function logging(nodes: string, flow: string, more = ""): string {
  const declared = nodes.split(" ").map((name) => `node ${name} => { log: ["${name}"] }`);
  return `graph G { state { input n: int = 0  output log: string[] = [] reduce append } ${more} ${declared.join("\n")}\n${flow} }`;
}

/** The field `log` of the output of one run. */
export async function logOf(text: string, input: Values = {}): Promise<unknown> {
  return (await outputOf(text, input))["log"];
}
