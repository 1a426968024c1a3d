import { isDeeper } from "../json/depth.ts";
import { ProblemError } from "./problem.ts";

/** Deeper bodies are refused before they are parsed. */
const deepest = 100;

/** The JSON value that a request carries, of at most `most` bytes. @throws ProblemError 400, 413 or 415 */
export async function readJson(request: Request, most: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new ProblemError("unsupported-media-type", 'Send JSON with "Content-Type: application/json".', {
      headers: { "accept-post": "application/json" },
    });
  }
  const text = await readText(request, most);
  if (text.trim() === "") throw malformed("The body is empty; send a JSON object.");
  if (isDeeper(text, deepest)) throw malformed(`The body is nested deeper than ${deepest} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("The body is not JSON.");
  }
}

async function readText(request: Request, most: number): Promise<string> {
  if (Number(request.headers.get("content-length")) > most) throw tooLarge(most);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for await (const bytes of chunksOf(request, most)) text += decoded(() => decoder.decode(bytes, { stream: true }));
  return text + decoded(() => decoder.decode());
}

/** The body as it comes, which may say nothing of its size. */
async function* chunksOf({ body }: Request, most: number): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw malformed("The body broke off.");
      });
      if (done) return;
      size += value.byteLength;
      if (size > most) throw tooLarge(most);
      yield value;
    }
  } finally {
    // Who sends too much is not listened to any longer.
    void reader.cancel().catch(() => undefined);
  }
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw malformed("The body is not UTF-8.");
  }
}

function malformed(detail: string): ProblemError {
  return new ProblemError("malformed-request", detail);
}

function tooLarge(most: number): ProblemError {
  return new ProblemError("body-too-large", `A body may have ${most} bytes.`);
}
