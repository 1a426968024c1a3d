/** The language servers of TypeScript, asked for definitions as an editor asks them. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { root } from "./compiled.ts";

/** A place in a file: lines and columns from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Server {
  /** Where the name at a place of a file is defined. */
  definitions(place: Place): Promise<readonly Place[]>;
  stop(): Promise<void>;
}

type Json = { readonly [key: string]: unknown };

/** Reads what a process writes as messages with a `Content-Length`, and hands out the answer with an id. */
function talk(
  command: readonly string[],
  folder: string,
  idOf: (message: Json) => unknown,
  asked?: (message: Json) => void,
) {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map<unknown, (message: Json) => void>();
  const receive = (message: Json): void => {
    const id = idOf(message);
    if (id === undefined) asked?.(message);
    else waiting.get(id)?.(message);
  };
  let buffer = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const header = /Content-Length: (\d+)\r\n(?:.*\r\n)*?\r\n/.exec(buffer.toString("latin1"));
      if (header === null) return;
      const start = header.index + header[0].length;
      const end = start + Number(header[1]);
      if (buffer.length < end) return;
      const message = JSON.parse(buffer.toString("utf8", start, end)) as Json;
      buffer = buffer.subarray(end);
      receive(message);
    }
  });
  return {
    write: (text: string): void => void child.stdin.write(text),
    answer: (id: unknown): Promise<Json> => new Promise((resolve) => void waiting.set(id, resolve)),
    stop: async (): Promise<void> => {
      const ended = new Promise((resolve) => void child.once("exit", resolve));
      child.kill();
      await ended;
    },
  };
}

/** The server of TypeScript 5, which speaks a protocol of its own. */
export function tsserver(folder: string): Server {
  const path = join(root, "node_modules/typescript-5/lib/tsserver.js");
  const command = [process.execPath, path, "--disableAutomaticTypingAcquisition", "--suppressDiagnosticEvents"];
  const server = talk(command, folder, (message) => message["request_seq"]);
  let seq = 0;
  const send = (name: string, args: Json): void =>
    server.write(`${JSON.stringify({ seq: ++seq, type: "request", command: name, arguments: args })}\n`);
  const open = new Set<string>();
  return {
    async definitions({ file, line, column }) {
      if (!open.has(file)) send("open", { file });
      open.add(file);
      send("definition", { file, line, offset: column });
      const { body } = await server.answer(seq);
      const found = body as readonly { readonly file: string; readonly start: Offset; readonly end: Offset }[];
      return found.map(({ file: target, start, end }) =>
        earlier(
          { file: target, line: start.line, column: start.offset },
          { file: target, line: end.line, column: end.offset },
        ),
      );
    },
    stop: server.stop,
  };
}

interface Offset {
  readonly line: number;
  readonly offset: number;
}

/** Where an editor goes to: a range whose end stands before its start it turns round. */
function earlier(start: Place, end: Place): Place {
  return end.line < start.line || (end.line === start.line && end.column < start.column) ? end : start;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Location {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** The server of TypeScript 7, which speaks the protocol that editors share. */
export async function languageServer(folder: string): Promise<Server> {
  const command = [process.execPath, join(root, "node_modules/typescript/bin/tsc"), "--lsp", "--stdio"];
  const server = talk(
    command,
    folder,
    (message) => ("method" in message ? undefined : message["id"]),
    (message) => {
      // What the server asks of the editor, such as to watch files, is agreed to.
      if (message["id"] !== undefined) send({ id: message["id"], result: null });
    },
  );
  let id = 0;
  const send = (message: Json): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const ask = async (method: string, params: Json): Promise<unknown> => {
    send({ id: ++id, method, params });
    return (await server.answer(id))["result"];
  };
  await ask("initialize", { processId: process.pid, rootUri: String(pathToFileURL(folder)), capabilities: {} });
  send({ method: "initialized", params: {} });
  const open = new Set<string>();
  return {
    async definitions({ file, line, column }) {
      const uri = String(pathToFileURL(file));
      const text = readFileSync(file, "utf8");
      if (!open.has(file))
        send({
          method: "textDocument/didOpen",
          params: { textDocument: { uri, languageId: "typescript", version: 1, text } },
        });
      open.add(file);
      const position = { line: line - 1, character: column - 1 };
      const result = await ask("textDocument/definition", { textDocument: { uri }, position });
      const found = (Array.isArray(result) ? result : [result]) as readonly Location[];
      return found.map(({ uri: target, range }) => {
        const placeOf = ({ line: row, character }: Position): Place => ({
          file: fileURLToPath(target),
          line: row + 1,
          column: character + 1,
        });
        return earlier(placeOf(range.start), placeOf(range.end));
      });
    },
    stop: server.stop,
  };
}
