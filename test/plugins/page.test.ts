import { rmSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { createServer } from "vite";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { graphc } from "../../src/plugins/vite.ts";
import { chromiumPath, launch, unlessMissing } from "../browser/chromium.ts";
import { workspace, type Workspace } from "./workspace.ts";

describe.skipIf(chromiumPath === undefined)(`A page of Vite's${unlessMissing}`, { timeout: 120_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser.close());

  /** A page that shows what the graph replies, over a dev server. */
  async function open(): Promise<Workspace & { readonly page: Page }> {
    const space = workspace();
    writeFileSync(space.path("index.html"), markup);
    writeFileSync(space.path("main.ts"), main);
    writeFileSync(space.path("show.ts"), show);
    const server = await createServer({
      root: space.folder,
      configFile: false,
      logLevel: "silent",
      plugins: [graphc()],
      resolve: { conditions: ["graphc-source"] },
      optimizeDeps: { noDiscovery: true, include: [] },
      server: { host: "127.0.0.1", port: 0 },
    });
    await server.listen(0);
    const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
    onTestFinished(async () => {
      await page.close();
      await server.close();
    });
    const [url = ""] = server.resolvedUrls?.local ?? [];
    await page.goto(url);
    await page.getByText("high: The printer burns!").waitFor();
    return { ...space, page };
  }

  /** What stays through an update, and goes with a reload. */
  const keep = (page: Page): Promise<unknown> => page.evaluate("window.kept = true");
  const isKept = (page: Page): Promise<unknown> => page.evaluate("window.kept === true");

  it("shows what a changed graph does, without a reload where its importer accepts it", async () => {
    const { page, edit } = await open();
    await keep(page);
    edit("support.graph", "in { text }", 'in { text: "Nothing." }');
    await page.getByText("low: The printer burns!").waitFor();
    expect(await isKept(page)).toBe(true);
  });

  it("shows what an imported graph does that has changed", async () => {
    const { page, edit } = await open();
    edit(
      "triage.graph",
      "reads text writes urgency }",
      'reads text writes urgency }\n  node calm => { urgency: "low" }',
    );
    edit("triage.graph", "classify -> end", "classify -> calm -> end");
    await page.getByText("low: The printer burns!").waitFor();
  });

  it("shows the place of an error in the graph, and goes on once it is mended", async () => {
    const { page, edit } = await open();
    const overlay = page.locator("vite-error-overlay");
    edit("support.graph", "writes reply", "writes replly");
    await overlay.waitFor();
    const { SCREENSHOT } = process.env;
    if (SCREENSHOT !== undefined) await page.screenshot({ path: SCREENSHOT });
    expect(await overlay.locator(".message").innerText()).toContain("G201: there is no field called `replly`");
    expect(await overlay.locator(".file").innerText()).toMatch(/support\.graph:12:44$/);
    expect(await overlay.locator(".frame").innerText()).toContain(
      "12 |   node answer { reads text, urgency writes replly }",
    );
    // Where in the compiler it was found says nothing to whoever wrote the graph.
    expect((await overlay.locator(".stack").innerText()).trim()).toBe("");
    edit("support.graph", "writes replly", "writes reply");
    await overlay.waitFor({ state: "detached" });
    await page.getByText("high: The printer burns!").waitFor();
  });

  it("names the importing graph when a change in the imported one breaks it, and goes on once that is undone", async () => {
    const { page, edit } = await open();
    const overlay = page.locator("vite-error-overlay");
    edit("triage.graph", 'type Urgency = "low"', 'type Urgency = "minor"');
    await overlay.waitFor();
    expect(await overlay.locator(".file").innerText()).toMatch(/support\.graph:8:24$/);
    edit("triage.graph", 'type Urgency = "minor"', 'type Urgency = "low"');
    await overlay.waitFor({ state: "detached" });
    await page.getByText("high: The printer burns!").waitFor();
  });

  it("shows the error of a graph that was wrong when the page came", async () => {
    const { page, edit } = await open();
    edit("support.graph", "writes reply", "writes replly");
    const overlay = page.locator("vite-error-overlay");
    await overlay.waitFor();
    await page.reload();
    await overlay.waitFor();
    expect(await overlay.locator(".file").innerText()).toMatch(/support\.graph:12:44$/);
    edit("support.graph", "writes replly", "writes reply");
    await overlay.waitFor({ state: "detached" });
    await page.getByText("high: The printer burns!").waitFor();
  });

  it("goes on when a deleted graph is there again", async () => {
    const { page, path, edit } = await open();
    const overlay = page.locator("vite-error-overlay");
    edit("support.graph", "./triage.graph", "./sorting.graph");
    await overlay.waitFor();
    expect(await overlay.locator(".message").innerText()).toContain("sorting.graph");
    writeFileSync(path("sorting.graph"), sorting);
    await overlay.waitFor({ state: "detached" });
    await page.getByText("low: The printer burns!").waitFor();
    rmSync(path("sorting.graph"));
    await overlay.waitFor();
    writeFileSync(path("sorting.graph"), sorting.replace('{ urgency: "low"', '{ urgency: "high"'));
    await overlay.waitFor({ state: "detached" });
    await page.getByText("high: The printer burns!").waitFor();
  });
});

const markup = `<!doctype html>
<title>Support</title>
<p>Waiting.</p>
<script type="module" src="/main.ts"></script>
`;

const main = `import { show } from "./show.ts";

await show();
`;

const show = `import { createSupport } from "./support.graph";

export async function show(): Promise<void> {
  const { reply } = await createSupport().invoke({ text: "The printer burns!" });
  document.querySelector("p")!.textContent = reply;
}

import.meta.hot?.accept((updated) => void updated?.["show"]());
`;

const sorting = `type Urgency = "low" | "high"

graph Triage {
  state {
    input text: string
    output urgency: Urgency = "low"
  }
  node classify => { urgency: "low" }
  start -> classify -> end
}
`;
