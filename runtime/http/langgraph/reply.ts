import { belongsTo, type Mode } from "./modes.ts";
import type { ClientRun } from "./client-run.ts";
import { commonHeaders } from "../web/problem.ts";
import { eventStream, keepAlive, type ServerEvent } from "../web/sse.ts";
import type { LogEntry, Lost } from "../service/index.ts";
import { toJson } from "../json/write.ts";

/** The address of a run, which the client reads ids from. */
export function locationOf({ of: { id, thread } }: ClientRun): string {
  return `/threads/${encodeURIComponent(thread.id)}/runs/${id}`;
}

export interface StreamOptions {
  /** Only events of these modes, and those that are of none. Default: all that the run tells. */
  readonly modes?: ReadonlySet<Mode> | undefined;
  /** The last event that the client has. */
  readonly after: number;
  readonly cancelOnDisconnect: boolean;
}

/** The stream of a run, from behind an event on. The client comes back by itself to the place in `Location` if the connection breaks. */
export function streamOf(run: ClientRun, { after, cancelOnDisconnect, modes }: StreamOptions): Response {
  const location = locationOf(run);
  const reader = run.read(after);
  const leaving = {
    next: () => reader.next(),
    return: async () => {
      if (cancelOnDisconnect) void run.cancel();
      await reader.return?.();
      return { value: undefined, done: true } as const;
    },
  };
  return eventStream(leaving, (entry) => eventsOf(entry, modes), {
    "content-location": location,
    ...(!cancelOnDisconnect && { location: `${location}/stream` }),
  });
}

function eventsOf(entry: LogEntry | Lost, modes: ReadonlySet<Mode> | undefined): readonly ServerEvent[] {
  if ("lost" in entry) {
    const message = "Events that were not read in time are gone. Read the state of the thread.";
    return [{ event: "error", data: toJson({ error: "EventsLostError", message }) }];
  }
  const { data, id, type } = entry;
  return modes === undefined || belongsTo(modes, type) ? [{ id: `${id}`, event: type, data }] : [];
}

/** What the `Last-Event-ID` says; what is no id of ours (`-1`) is before the first. */
export function lastEventId(header: string | undefined): number {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : 0;
}

/** A response that comes later: blanks, which JSON allows in front of a value, keep the connection open until then. `left` is called if the client goes away. */
export function patientResponse(
  value: Promise<unknown>,
  headers: Readonly<Record<string, string>>,
  left: () => void,
): Response {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => controller.enqueue(encoder.encode("\n")), keepAlive);
      const end = (text: string): void => {
        clearInterval(timer);
        controller.enqueue(encoder.encode(text));
        controller.close();
      };
      value.then(
        (said) => end(toJson(said)),
        (error: unknown) => {
          clearInterval(timer);
          controller.error(error);
        },
      );
    },
    cancel() {
      clearInterval(timer);
      left();
    },
  });
  return new Response(body, { headers: { "content-type": "application/json", ...commonHeaders, ...headers } });
}
