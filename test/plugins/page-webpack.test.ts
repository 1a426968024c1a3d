import { rspack } from "@rspack/core";
import { RspackDevServer } from "@rspack/dev-server";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import webpack from "webpack";
import { chromiumPath, launch, unlessMissing } from "../browser/chromium.ts";
import { writeDocumented } from "./documented.ts";
import * as plugins from "./plugins.ts";
import { workspace, type Workspace } from "./workspace.ts";

/** A page that updates itself. */
interface Served {
  readonly url: string;
  /** What is shown of an error, once there is one: the module's name and the message. */
  finding(page: Page): Promise<string>;
  /** Waits until no error is shown any more. */
  mended(page: Page): Promise<void>;
}

const common = { mode: "development", devtool: false } as const;
const resolve = { conditionNames: ["graphc-source", "..."] };

/** Rspack's dev server, with its overlay. */
async function rspackPage({ folder, path }: Workspace): Promise<Served> {
  const compiler = rspack({
    ...common,
    context: folder,
    entry: "./main.ts",
    output: { path: path("dist") },
    resolve,
    module: { rules: [{ test: /\.ts$/, type: "javascript/auto", loader: "builtin:swc-loader" }] },
    plugins: [plugins.rspack()],
    infrastructureLogging: { level: "none" },
  });
  // It reloads the page when a file changes that is served as it is.
  const served = { directory: folder, watch: false };
  const server = new RspackDevServer(
    { host: "127.0.0.1", port: "auto", hot: true, static: served, devMiddleware: { stats: "none" } },
    compiler,
  );
  await server.start();
  onTestFinished(() => server.stop());
  const id = "#rspack-dev-server-client-overlay";
  return {
    url: urlOf(server.server?.address()),
    async finding(page) {
      const body = page.frameLocator(id).locator("body");
      await body.getByText("ERROR in").waitFor();
      return body.innerText();
    },
    mended: (page) => page.locator(id).waitFor({ state: "detached" }),
  };
}

/** webpack with the client that it has itself, which asks for updates now and then; its dev server shows of an error what the stats have. */
async function webpackPage({ folder, path }: Workspace): Promise<Served> {
  const compiler = webpack({
    ...common,
    context: folder,
    entry: [`${fileURLToPath(import.meta.resolve("webpack/hot/poll"))}?100`, "./main.ts"],
    output: { path: path("dist") },
    // As for a dev server: what failed is not sent.
    optimization: { emitOnErrors: false },
    resolve,
    module: { rules: [{ test: /\.ts$/, loader: path("typescript.cjs") }] },
    plugins: [plugins.webpack(), new webpack.HotModuleReplacementPlugin()],
  });
  let shown: readonly webpack.StatsError[] | undefined;
  let isBuilding = false;
  compiler?.hooks.watchRun.tap("test", () => void (isBuilding = true));
  compiler?.watch({ aggregateTimeout: 5 }, (_error, stats) => {
    shown = stats?.toJson({ all: false, errors: true }).errors ?? [];
    isBuilding = false;
  });
  onTestFinished(() => new Promise<void>((done) => compiler?.close(() => done())));
  await vi.waitUntil(() => shown?.length === 0, 60_000);
  const server = createServer(async ({ url = "/" }, response) => {
    const isPage = url === "/";
    // As a dev server: no file is sent that is half written.
    await vi.waitUntil(() => !isBuilding, 60_000);
    const file = path(isPage ? "index.html" : `dist${url}`);
    if (existsSync(file)) {
      response.writeHead(200, { "content-type": isPage ? "text/html" : "text/javascript" }).end(readFileSync(file));
    } else response.writeHead(404).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  return {
    url: urlOf(server.address()),
    async finding() {
      const [error] = await vi.waitUntil(() => (shown?.length ? shown : undefined), 60_000);
      return `ERROR in ${error?.moduleName}\n${error?.message}`;
    },
    mended: async () => void (await vi.waitUntil(() => shown?.length === 0, 60_000)),
  };
}

function urlOf(address: string | { readonly port: number } | null | undefined): string {
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen.");
  return `http://127.0.0.1:${address.port}`;
}

describe.skipIf(chromiumPath === undefined).each([
  ["Rspack's dev server", rspackPage],
  ["webpack", webpackPage],
] as const)(`A page of %s${unlessMissing}`, { timeout: 120_000 }, (_name, serve) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser.close());

  /** A page that shows what the graph replies, and that would not be the same after a reload. */
  async function open(): Promise<Workspace & Served & { readonly page: Page }> {
    const space = workspace();
    writeDocumented("webpack", space);
    writeFileSync(space.path("index.html"), markup);
    writeFileSync(space.path("main.ts"), main);
    const served = await serve(space);
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(served.url);
    await page.getByText("high: The printer burns!").waitFor();
    await page.evaluate("window.kept = true");
    return { ...space, ...served, page };
  }

  const isKept = (page: Page): Promise<unknown> => page.evaluate("window.kept === true");

  it("shows what a changed graph does, and one that it imports, without a reload where its importer accepts it", async () => {
    const { page, edit } = await open();
    edit("support.graph", "in { text }", 'in { text: "Nothing." }');
    await page.getByText("low: The printer burns!").waitFor();
    edit(
      "triage.graph",
      "reads text writes urgency }",
      'reads text writes urgency }\n  node alarm => { urgency: "high" }',
    );
    edit("triage.graph", "classify -> end", "classify -> alarm -> end");
    await page.getByText("high: The printer burns!").waitFor();
    expect(await isKept(page)).toBe(true);
  });

  it("shows the place of an error in the graph, and goes on once it is mended", async () => {
    const { page, edit, finding, mended } = await open();
    edit("support.graph", "writes reply", "writes replly");
    const text = await finding(page);
    expect(text).toContain("ERROR in ./support.graph\n");
    expect(text).toContain("error[G201]: there is no field called `replly`");
    expect(text).toContain("--> support.graph:12:44");
    expect(text).toContain("12 |   node answer { reads text, urgency writes replly }");
    edit("support.graph", "writes replly", "writes reply");
    await mended(page);
    edit("support.graph", "in { text }", 'in { text: "Nothing." }');
    await page.getByText("low: The printer burns!").waitFor();
  });
});

const markup = `<!doctype html>
<title>Support</title>
<p>Waiting.</p>
<script src="/main.js"></script>
`;

const main = `import { createSupport } from "./support.graph";

async function show() {
  const { reply } = await createSupport().invoke({ text: "The printer burns!" });
  document.querySelector("p")!.textContent = reply;
}

void show();
if (import.meta.webpackHot) import.meta.webpackHot.accept("./support.graph", show);
`;
