import type { LogEntry, Lost } from "../service/log.ts";
import { commonHeaders } from "./problem.ts";

/** One event as a server sends it; `data` has no line breaks. */
export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: string;
}

/**
 * After so many milliseconds with nothing to send a sign of life is sent, so that nobody in between closes the connection: proxies do so after a minute
 * or less, Bun after ten seconds.
 */
export const keepAlive = 5000;

/**
 * A response that sends what a reader reads, as fast as it is taken and no faster: nothing is buffered for a client that does not read. `write` makes the
 * events of an entry.
 */
export function eventStream(
  reader: AsyncIterator<LogEntry | Lost, undefined>,
  write: (entry: LogEntry | Lost) => readonly ServerEvent[],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<LogEntry | Lost, undefined>> | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const quietUntil = Date.now() + keepAlive;
        for (;;) {
          pending ??= reader.next();
          const result = await before(pending, quietUntil - Date.now());
          if (result === undefined) return controller.enqueue(encoder.encode(": still there\n\n"));
          pending = undefined;
          if (result.done === true) return controller.close();
          const text = write(result.value).map(textOf).join("");
          if (text !== "") return controller.enqueue(encoder.encode(text));
        }
      },
      async cancel() {
        await reader.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      ...commonHeaders,
      "x-accel-buffering": "no",
      ...headers,
    },
  });
}

function textOf({ data, event, id }: ServerEvent): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}

/** What a promise gives, or `undefined` after so many milliseconds. */
async function before<V>(promise: Promise<V>, milliseconds: number): Promise<V | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), milliseconds)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
