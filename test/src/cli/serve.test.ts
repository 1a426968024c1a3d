import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { killServed, root, served } from "./served.ts";
import { graphc, right, wrong } from "./graphc.ts";

const folders: string[] = [];
afterAll(() => {
  killServed();
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

/** A project with some files and, unless it is `bare`, the packages of this one. */
function project(files: Readonly<Record<string, string>>, { bare = false } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "graphc-serve-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  if (!bare) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

const approval = readFileSync(join(root, "samples/approval/approval.graph"), "utf8");

const model = `import { shout } from "./shout.ts"

graph Shouter {
  context { volume: int }
  state {
    input text: string
    output loud: string
  }
  node shout { reads text writes loud }
  start -> shout -> end
}
`;
const handler = `interface Context { readonly context: { readonly volume: number } }
export const shout = ({ text }: { readonly text: string }, { context }: Context): { loud: string } => ({
  loud: text.toUpperCase() + "!".repeat(context.volume),
});
`;

// Each server compiles graphc itself anew.
describe("graphc serve", { timeout: 120_000 }, () => {
  it("keeps threads in a file: a question that was asked is answered after a restart", async () => {
    const folder = project({ "approval.graph": approval });
    const first = await served(folder, "approval.graph", "--port", "0");
    const input = { document: "d", author: "Cy", approvers: ["Ada"] };
    const asked = await first.post("/tasks", { graph: "JointApproval", input: { document: "d", approvers: ["Ada"] } });
    expect(asked).toMatchObject({
      status: "waiting",
      interrupts: [{ name: "approval", payload: { approver: "Ada" } }],
    });
    expect(first.stderr()).toContain("  Approval       approval.graph\n  JointApproval  approval.graph\n");
    expect(first.stderr()).toContain("threads are kept in graphc.db\n");
    expect(first.stderr()).toContain(
      '-d \'{"graph":"Approval","input":{"document":"…","author":"…","approvers":["…"]}}\'',
    );
    expect(await first.post("/tasks", { graph: "Approval", input })).toMatchObject({ status: "waiting" });
    expect(await first.stop("SIGTERM")).toBe(0);

    const second = await served(folder, "approval.graph", "--port", "0");
    const answers = { approval: { status: "approved" } };
    expect(await second.post(`/tasks/${asked.id}/answers`, { answers })).toMatchObject({
      status: "done",
      output: { outcome: "approved", history: ["Ada: approved"] },
    });
    expect(await second.stop("SIGINT")).toBe(0);
  });

  it("runs handlers in TypeScript with the context that a module gives, for clients of LangGraph as well", async () => {
    const folder = project({
      "shouter.graph": model,
      "shout.ts": handler,
      "service.ts": "interface Given { readonly volume: number }\nexport const context: Given = { volume: 3 };\n",
    });
    const flags = ["--with", "service.ts", "--database", ":memory:", "--langgraph", "--port", "0"];
    const server = await served(folder, ...flags);
    expect(await server.post("/tasks", { graph: "Shouter", input: { text: "hey" } })).toMatchObject({
      output: { loud: "HEY!!!" },
    });
    expect(await server.post("/assistants/search", {})).toMatchObject([{ graph_id: "Shouter" }]);
    expect(await server.stop("SIGINT")).toBe(0);
  });

  it("ends though a handler does not heed its signal; the run is continued after a restart", async () => {
    const late =
      "graph Late {\n  state { output done: int = 0 }\n  node work { writes done }\n  start -> work -> end\n}\n";
    const service = (ms: number): string => `import { createLate } from "./late.graph";
const work = () => new Promise((resolve) => setTimeout(() => resolve({ done: 1 }), ${ms}));
export const graphs = { Late: (host) => createLate({ ...host, handlers: { work } }) };\n`;
    const folder = project({ "late.graph": late, "never.mjs": service(600_000), "soon.mjs": service(0) });
    const first = await served(folder, "--with", "never.mjs", "--grace", "0", "--port", "0");
    await first.post("/tasks", { graph: "Late", threadId: "t", mode: "background", input: {} });
    expect(await first.stop("SIGINT")).toBe(0);
    expect(first.stderr()).toMatch(/\nstopping: 1 run has 0 s to end; again to end at once\nstopped\n$/);

    const second = await served(folder, "--with", "soon.mjs", "--port", "0");
    expect(await second.post("/tasks/t/continue", {})).toMatchObject({ status: "done", output: { done: 1 } });
    expect(await second.stop("SIGTERM")).toBe(0);
  });

  it("shows findings as `check` does, and serves nothing", async () => {
    const folder = project({ "hello.graph": wrong });
    const { code, stdout } = await graphc({ folder }, "serve");
    expect(code).toBe(1);
    expect(stdout).toBe((await graphc({ folder }, "check")).stdout);
  });

  it("names all packages that a project lacks", async () => {
    const folder = project({ "hello.graph": right }, { bare: true });
    const { code, stderr } = await graphc({ folder }, "serve", "--database", "postgres://localhost/none");
    expect(stderr).toBe(
      "graphc: to serve graphs, this project lacks 4 packages; run: npm install @graphc/runtime hono @hono/node-server pg\n",
    );
    expect(code).toBe(2);
  });

  it("says how a context is given that a graph lacks", async () => {
    const folder = project({ "shouter.graph": model, "shout.ts": handler });
    const { code, stderr } = await graphc({ folder }, "serve", "--database", ":memory:");
    expect(stderr).toBe(
      "graphc: Shouter (`shouter.graph`) needs a context with `volume`; say it in a module, `export const context = { volume: … };`, and name that with --with\n",
    );
    expect(code).toBe(2);
  });

  it.each([
    [["--port", "70000"], "It must be a whole number from 0 to 65535."],
    [["--port", "http"], "It must be a whole number from 0 to 65535."],
    [["--grace", "-1"], "It must be a whole number from 0 to 86400."],
    [["none.graph"], "none.graph"],
  ])("refuses %s", async (flags, said) => {
    const { code, stderr } = await graphc({ folder: project({ "hello.graph": right }) }, "serve", ...flags);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it("says what to do about a port that is taken, an address that others reach, and exports that nobody reads", async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, "127.0.0.1", () => listening()));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const folder = project({ "hello.graph": right, "service.ts": "export const authorise = (): void => undefined;\n" });
    const refused = async (...flags: readonly string[]): Promise<string> => {
      const { stderr } = await served(folder, "--database", ":memory:", ...flags).then(
        () => ({ stderr: "it listens" }),
        (error: unknown) => ({ stderr: String(error) }),
      );
      return stderr;
    };
    const [said, other, unknown] = await Promise.all([
      refused("--port", port),
      refused("--host", "0.0.0.0", "--port", "0"),
      refused("--with", "service.ts"),
    ]);
    taken.close();
    expect(said).toContain(`graphc: port ${port} is taken; name another with --port, or --port 0 for a free one`);
    expect(other).toContain("others can reach `0.0.0.0`, and nothing says who they are: export `authorize`");
    expect(unknown).toContain(
      "`service.ts` exports `authorise`, which says nothing to a server; it can export context,",
    );
  });
});
