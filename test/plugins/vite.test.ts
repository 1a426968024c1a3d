import { appendFileSync } from "node:fs";
import { createServer, type HotPayload, type ViteDevServer } from "vite";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { graphc } from "../../src/plugins/vite.ts";
import { workspace, type Workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

interface Session extends Workspace {
  readonly server: ViteDevServer;
  /** The code of a module, as a page gets it. */
  code(url: string): Promise<string>;
  /** The first message that the page gets for which `isWanted`, among those that come from now on. */
  message(isWanted: (payload: HotPayload) => boolean): Promise<HotPayload>;
}

/** A dev server, with the modules loaded that a page would load. */
async function session(): Promise<Session> {
  const space = workspace();
  const server = await createServer({
    root: space.folder,
    configFile: false,
    logLevel: "silent",
    plugins: [graphc()],
    resolve: { conditions: ["graphc-source"] },
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { host: "127.0.0.1", port: 0 },
  });
  onTestFinished(() => server.close());
  await server.listen(0);
  const { client } = server.environments;
  return {
    ...space,
    server,
    async code(url) {
      const { code = "" } = (await client.transformRequest(url)) ?? {};
      return code;
    },
    message: (isWanted) =>
      new Promise((resolve) => {
        const send = client.hot.send.bind(client.hot);
        client.hot.send = (...args: [HotPayload] | [string, unknown?]) => {
          const [payload] = args;
          if (typeof payload !== "string" && isWanted(payload)) resolve(payload);
          if (typeof payload === "string") send(payload, args[1]);
          else send(payload);
        };
      }),
  };
}

async function opened(): Promise<Session> {
  const started = await session();
  for (const url of ["/main.ts", "/support.graph", "/triage.graph", "/handlers.ts"]) await started.code(url);
  return started;
}

const isChange = ({ type }: HotPayload): boolean => type === "full-reload" || type === "update";

describe("Vite's dev server", () => {
  it("serves a graph as JavaScript that imports what the graph imports, with a source map", async () => {
    const { server } = await session();
    const { code = "", map } = (await server.environments.client.transformRequest("/support.graph")) ?? {};
    expect(code).toContain("export function createSupport");
    expect(code).toMatch(/from "\/triage\.graph\?import"/);
    expect(code).toMatch(/from "\/handlers\.ts"/);
    expect(map).toMatchObject({ sources: expect.arrayContaining(["support.graph"]) });
  });

  it("leaves other forms of the file to Vite", async () => {
    const { code } = await session();
    expect(await code("/support.graph?raw")).toContain('export default "import { Triage, Urgency }');
  });

  it("reloads the page when a graph has changed, and serves the new one", async () => {
    const { message, edit, code } = await opened();
    const reload = message(isChange);
    edit("support.graph", 'urgency: Urgency = "low"', 'urgency: Urgency = "high"');
    expect((await reload).type).toBe("full-reload");
    expect(await code("/support.graph")).toMatch(/urgency: .*"high"/);
  });

  it("replaces an importer that accepts it", async () => {
    const { message, edit, code, path } = await session();
    appendFileSync(path("main.ts"), "import.meta.hot?.accept();\n");
    for (const url of ["/main.ts", "/support.graph", "/triage.graph"]) await code(url);
    const update = message(isChange);
    edit("triage.graph", "node classify", "// Looks at the text.\n  node classify");
    expect(await update).toMatchObject({ type: "update", updates: [{ type: "js-update", path: "/main.ts" }] });
  });

  it("checks graphs again that import the changed one, and goes on once they are right", async () => {
    const { message, edit, code } = await opened();
    const reload = message(isChange);
    edit("triage.graph", 'type Urgency = "low" | "high"', 'type Urgency = "minor" | "high"');
    await reload;
    await expect(code("/support.graph")).rejects.toMatchObject({ loc: { line: 8, column: 24 } });
    const mended = message(isChange);
    edit("triage.graph", 'type Urgency = "minor" | "high"', 'type Urgency = "low" | "high"');
    await mended;
    expect(await code("/support.graph")).toContain("export function createSupport");
  });

  it("shows findings in the overlay, with the place in the graph", async () => {
    const { message, edit, server, path } = await session();
    edit("support.graph", "writes reply", "writes replly");
    const overlay = message(({ type }) => type === "error");
    const [url = ""] = server.resolvedUrls?.local ?? [];
    const response = await fetch(new URL("support.graph?import", url), { headers: { accept: "*/*" } });
    expect(response.status).toBe(500);
    expect(await overlay).toMatchObject({
      type: "error",
      err: {
        message: "G201: there is no field called `replly`",
        plugin: "graphc",
        id: path("support.graph"),
        loc: { file: path("support.graph"), line: 12, column: 44 },
        frame: expect.stringContaining("12 |   node answer { reads text, urgency writes replly }"),
        stack: "",
      },
    });
  });
});
