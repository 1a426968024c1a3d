import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { positionAt } from "../../../src/source/source.ts";
import { inProject } from "./built.ts";
import { root } from "./compiled.ts";

const node = promisify(execFile);

const explosive = `import { explode } from "./explode.js"
graph Failing {
  state {
    input kind: string
    input big: bigint
    output text: string = ""
    output most: string = "" reduce explode
  }
  let tenth = string(big / (big - big))
  node update => {
    text: string(big % (big - big)),
  }
  node viaLet => { text: tenth }
  node folded => { most: "x" }
  ask shown: boolean {
    show { n: string(big / (big - big)) }
  } => { text: "no" }
  start -> when {
    kind == "condition" &&
      big / (big - big) > 0n -> end
    kind == "update" -> update
    kind == "let" -> viaLet
    kind == "show" -> shown
    else -> folded
  }
  update -> end
  viaLet -> end
  shown -> end
  folded -> end
}
`;

const files = {
  "failing.graph": explosive,
  "explode.js": 'export function explode() {\n  throw new Error("no");\n}\n',
  "main.js": `import { MemoryCheckpointer } from "@graphc/runtime";
import { createFailing } from "./failing.graph.js";
const app = createFailing({ checkpointer: new MemoryCheckpointer() });
for (const kind of process.argv.slice(2)) {
  try {
    await app.invoke({ kind, big: 1n }, { threadId: kind });
    console.log(kind, "did not fail");
  } catch (error) {
    const all = [error.stack, error.cause?.stack, error.cause?.cause?.stack].join("\\n");
    console.log(kind, /failing\\.graph:\\d+:\\d+/.exec(all)?.[0] ?? all);
  }
}
`,
};

describe("a stack trace with --enable-source-maps", () => {
  it("names the line and column of the graph", { timeout: 60_000 }, async () => {
    const places = {
      condition: "big / (big - big) > 0n",
      update: "big % (",
      let: "big / (big - big))\n  node",
      show: "big / (big - big)) }\n",
      reducer: "most: string",
    };
    const lines = await inProject(files, async (folder) => {
      const args = [
        "--enable-source-maps",
        "--import",
        pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href,
        "-C",
        "graphc-source",
        "main.js",
        ...Object.keys(places),
      ];
      return (await node(process.execPath, args, { cwd: folder })).stdout.trim().split("\n");
    });
    const expected = Object.entries(places).map(([kind, text]) => {
      const { line, column } = positionAt({ path: "", text: explosive }, explosive.indexOf(text));
      return `${kind} failing.graph:${line}:${column}`;
    });
    expect(lines).toEqual(expected);
  });
});
