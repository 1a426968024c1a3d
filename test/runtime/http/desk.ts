/** A service for tests: graphs compiled from text, a handler around them, and what a client does with it. */
import { type HandlerOptions, createHandler, type Handler, type HostedApp, type MakeApp } from "@graphc/runtime/http";
import { MemoryCheckpointer } from "@graphc/runtime";
import { load } from "../../acceptance/run.ts";

const text = `
  type Verdict { approved: boolean, at?: date, comment?: string where len(value) <= 10 }

  /// Answers letters.
  graph Desk {
    events { note: { text: string } }
    state {
      input text: string where len(value) > 0
      input due?: date
      input amount: bigint = 0n
      input scan?: bytes
      output reply: string = ""
      output log: string[] = [] reduce append
    }
    node work { reads text, due, amount writes log, reply }
    ask sign: Verdict { show { text } } => { log: [answer.approved ? "signed" : "refused"] }
    node file => { log: ["filed"] }
    start -> work -> when { text == "sign" -> sign  else -> file }
    sign -> file -> end
  }

  graph Count {
    state { input n: int where value >= 0  output total: int = 0 }
    node add => { total: n + 1 }
    start -> add -> end
  }`;

/** What handlers of the desk wait for: `open` lets all of them go on. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

interface Work {
  readonly text: string;
  readonly due?: Date;
  readonly amount: bigint;
}

interface WorkContext {
  readonly signal: AbortSignal;
  emit(event: string, data: unknown): void;
}

/** `fail` throws, `slow` waits for the gate, `chatty N` emits so many events, all else is echoed. */
function workOf(slow: Gate): (state: Work, context: WorkContext) => Promise<object> {
  return async ({ amount, due, text: letter }, { emit }) => {
    if (letter === "fail") throw new TypeError("secret: the password is 1234");
    if (letter === "slow") await slow.opened;
    const [, count = "1"] = /^chatty (\d+)$/.exec(letter) ?? [];
    for (let i = 1; i <= Number(count); i++) emit("note", { text: `${letter} ${i}` });
    const reply = [
      letter,
      due instanceof Date ? `due ${due.getUTCFullYear()}` : "",
      amount > 0n ? `${amount * 2n}` : "",
    ];
    return { log: ["worked"], reply: reply.filter((part) => part !== "").join(", ") };
  };
}

const exported = load(text);

async function makeOf(name: string, handlers: object): Promise<MakeApp> {
  const make = (await exported)[`create${name}`];
  if (typeof make !== "function") throw new Error(`There is no ${name}.`);
  return (host): HostedApp => make({ ...host, handlers });
}

export type DeskOptions = Partial<Exclude<HandlerOptions, { readonly service: unknown }>>;

/** The handler of a service with the graphs `desk` and `count`. What it reports is in `reported`. */
export async function desk(options: DeskOptions = {}): Promise<Desk> {
  const slow = gate();
  const reported: unknown[] = [];
  const handler = createHandler({
    graphs: { desk: await makeOf("Desk", { work: workOf(slow) }), count: await makeOf("Count", {}) },
    checkpointer: new MemoryCheckpointer(),
    onError: (error) => reported.push(error),
    ...options,
  });
  return { handler, slow, reported, ...clientOf(handler) };
}

export interface Desk extends Client {
  readonly handler: Handler;
  readonly slow: Gate;
  readonly reported: readonly unknown[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What the body says; `{}` where it is no JSON. */
  readonly body: { readonly [member: string]: unknown };
}

export interface Client {
  send(method: string, path: string, body?: unknown, headers?: HeadersInit): Promise<Answer>;
  raw(request: Request): Promise<Answer>;
}

export const origin = "http://127.0.0.1";

function clientOf({ fetch }: Handler): Client {
  const raw = async (request: Request): Promise<Answer> => {
    const response = await fetch(request);
    const { headers, status } = response;
    const said = await response.text();
    const isJson = headers.get("content-type")?.includes("json") === true;
    return { status, headers, text: said, body: isJson && said !== "" ? JSON.parse(said) : {} };
  };
  return {
    raw,
    send: (method, path, body, headers = {}) =>
      raw(
        new Request(origin + path, {
          method,
          ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
          headers: {
            ...(body !== undefined && { "content-type": "application/json" }),
            ...Object.fromEntries(new Headers(headers)),
          },
        }),
      ),
  };
}

export interface Sent {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly [member: string]: unknown };
}

/** The events in the text of a stream. */
export function eventsIn(stream: string): readonly Sent[] {
  return stream
    .split("\n\n")
    .filter((block) => block.startsWith("id: "))
    .map((block) => {
      const [id = "", event = "", data = ""] = block.split("\n").map((line) => line.slice(line.indexOf(" ") + 1));
      return { id, event, data: JSON.parse(data) };
    });
}
