/** Starts the service on a free port and does what the curl lines of the README do. */
import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, show } from "../print.ts";
import { start } from "./service.ts";

const server = await start(0, new MemoryCheckpointer());

/** What a server answers, as far as it is looked at here. */
interface Told {
  readonly status: string | number;
  readonly output?: object;
  readonly interrupts?: readonly { readonly name: string; readonly payload: object }[];
  readonly checkpoints?: readonly { readonly step: number; readonly values: { readonly log?: readonly string[] } }[];
  readonly title?: string;
  readonly errors?: readonly object[];
}

async function send(method: string, path: string, body?: object): Promise<Response> {
  console.log(`${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`);
  const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return fetch(server.url + path, { method, ...(body !== undefined && json) });
}

async function told(answer: Promise<Response>): Promise<Told> {
  return (await (await answer).json()) as Told;
}

/** Prints events as they come: a block of lines each, an empty line behind it. */
async function watch(answer: Promise<Response>): Promise<void> {
  const { body } = await answer;
  if (body === null) throw new Error("There are no events.");
  let text = "";
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + part).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event = "", data = "{}"] = /^event: (.*)\ndata: (.*)$/m.exec(block) ?? [];
      const { node, status, update } = JSON.parse(data) as { node?: string; status?: string; update?: object };
      const about = event === "update" ? `${node} ${show(update)}` : (status ?? "");
      console.log(`  ${event.padEnd(10)} ${about}`.trimEnd());
    }
  }
}

heading("a small job is priced at once");
const small = { item: "posters", copies: 40 };
const done = await told(send("POST", "/tasks", { graph: "quote", threadId: "posters", input: small }));
console.log(`  ${done.status}: ${show(done.output)}`);

heading("a large one is streamed, and waits for a person");
const large = { item: "catalogues", copies: 2000 };
await watch(send("POST", "/tasks", { graph: "quote", threadId: "catalogues", input: large, mode: "stream" }));

heading("who asks later sees what waits");
const { interrupts = [], status } = await told(send("GET", "/tasks/catalogues"));
console.log(`  ${status}: ${interrupts.map(({ name, payload }) => `${name} ${show(payload)}`).join()}`);

heading("an answer that does not fit is refused");
const refused = await told(send("POST", "/tasks/catalogues/answers", { answers: { signOff: { approved: "yes" } } }));
console.log(`  ${refused.status} ${refused.title}: ${show(refused.errors)}`);

heading("one that fits goes on");
const answers = { signOff: { approved: true, price: 950 } };
const signed = await told(send("POST", "/tasks/catalogues/answers", { answers }));
console.log(`  ${signed.status}: ${show(signed.output)}`);

heading("its history, the newest first");
const { checkpoints = [] } = await told(send("GET", "/tasks/catalogues/history"));
for (const { step, values } of checkpoints) console.log(`  step ${step}: ${show(values.log)}`);

await server.close();
