import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { positionAt } from "../../../src/source/source.ts";
import { inProject } from "./built.ts";
import type { Place, Server } from "./servers.ts";
import { languageServer, tsserver } from "./servers.ts";

const graph = `/// What somebody wants.
type Wish { what: string, soon: boolean }

graph Support {
  context { shop: Wish }
  events { heard: { words: int } }
  state {
    input text: string
    output wishes: Wish[] = [] reduce append
  }
  node listen { reads text writes wishes }
  ask sure: { really: boolean } { show { said: text } } => { wishes: answer.really ? wishes : [] }
  start -> listen -> sure -> end
}
`;

const program = `import { createSupport } from "./support.graph";
import type { SupportContext, SupportState, SupportHandlers, SupportAsks, SupportEvents, Wish } from "./support.graph";
import { MemoryCheckpointer } from "@graphc/runtime";

export const app = createSupport({
  checkpointer: new MemoryCheckpointer(),
  context: { shop: { what: "", soon: false } },
  handlers: { listen: (state) => ({ wishes: [{ what: state.text, soon: true }] }) },
});
export const state = {} as SupportState;
export const first = state.wishes[0]?.soon;
export type Listen = SupportHandlers["listen"];
export const answer: SupportAsks["sure"]["answer"] = { really: true };
export const heard: SupportEvents["heard"] = { words: 2 };
export const context: SupportContext = { shop: { what: "", soon: false } };
export const wish: Wish = { what: "tea", soon: false };
`;

const expected: readonly (readonly [what: string, before: string, name: string, declaration: string])[] = [
  ["the function that makes the app, where it is imported", "import { ", "createSupport", "Support {"],
  ["the same where it is called", "app = ", "createSupport", "Support {"],
  ["the state type", "as ", "SupportState", "Support {"],
  ["a field of the state", "state.", "wishes", "wishes: Wish"],
  ["a field that a handler reads", "what: state.", "text", "text: string"],
  ["a handler's key", "handlers: { ", "listen", "listen {"],
  ["a field of a declared type", "tea", "soon", "soon: boolean"],
  ["a declared type", "wish: ", "Wish", "Wish {"],
  ["an answer's member", "= { ", "really", "really: boolean"],
  ["an event's member", "= { ", "words", "words: int"],
  ["a member of the context", "SupportContext = { ", "shop", "shop: Wish"],
];

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    module: "nodenext",
    target: "es2022",
    lib: ["es2023", "esnext.disposable", "dom"],
    noEmit: true,
    allowArbitraryExtensions: true,
    types: [],
    customConditions: ["graphc-source"],
  },
  include: ["main.ts"],
});

function placeIn(file: string, text: string, offset: number): Place {
  return { file, ...positionAt({ path: file, text }, offset) };
}

const servers: readonly (readonly [string, (folder: string) => Server | Promise<Server>])[] = [
  ["the server of TypeScript 5", tsserver],
  ["the server of TypeScript 7", languageServer],
];

describe.each(servers)("%s goes to where the graph declares", (_name, start) => {
  it("what a module exports, with no extension installed", { timeout: 180_000 }, async () => {
    await inProject({ "support.graph": graph, "main.ts": program, "tsconfig.json": tsconfig }, async (folder) => {
      const server = await start(folder);
      const found: unknown[] = [];
      try {
        for (const [what, before, name] of expected) {
          const after = program.indexOf(name, program.indexOf(before + (before === "tea" ? "" : name)));
          const definitions = await server.definitions(placeIn(join(folder, "main.ts"), program, after));
          found.push([what, definitions.filter(({ file }) => !file.endsWith("main.ts"))]);
        }
      } finally {
        await server.stop();
      }
      const file = join(folder, "support.graph");
      expect(found).toEqual(
        expected.map(([what, , , declaration]) => [what, [placeIn(file, graph, graph.indexOf(declaration))]]),
      );
    });
  });
});
