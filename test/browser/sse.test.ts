import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Listening, serve } from "@graphc/runtime/http/node";
import { desk, type Desk } from "../runtime/http/desk.ts";
import { chromiumPath, launch, unlessMissing } from "./chromium.ts";
import { lineTo } from "./cutting.ts";

describe.skipIf(chromiumPath === undefined)(`In a browser${unlessMissing}`, { timeout: 120_000 }, () => {
  let browser: Browser;
  let service: Desk;
  let server: Listening;
  /** What a page complained about, and the addresses that it asked for. */
  const complaints: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    service = await desk({ limits: { events: 50 } });
    server = await serve(service.handler);
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(path: string, origin = server.url): Promise<Page> {
    complaints.length = 0;
    asked.length = 0;
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on("console", (message) => {
      // A browser looks for an icon on pages of data by itself.
      const isIcon = message.location().url.endsWith("/favicon.ico");
      if (["error", "warning"].includes(message.type()) && !isIcon) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(origin + path);
    return page;
  }

  /** Runs the page's own script: `script` is the body of an async function that gets `argument`, and returns text. */
  async function inPage(page: Page, script: string, argument: string): Promise<unknown> {
    return page.evaluate(`(async (argument) => { ${script} })(${JSON.stringify(argument)})`);
  }

  it("EventSource reads a run from its beginning to its end, and goes on where it was cut off", async () => {
    const page = await open("/openapi.json");
    await service.send("POST", "/tasks", {
      graph: "desk",
      threadId: "live",
      mode: "background",
      input: { text: "slow" },
    });
    const following = inPage(page, follow, "/tasks/live/stream");
    await page.waitForFunction("document.title === 'run'");
    service.slow.open();
    const seen = (await following) as readonly { readonly id: string; readonly type: string; readonly data: string }[];
    expect(seen.map(({ type }) => type)).toEqual(["run", "event", "update", "update", "end"]);
    expect(JSON.parse(seen.at(-1)?.data ?? "")).toMatchObject({ status: "done", output: { reply: "slow" } });
    expect(seen.map(({ id }) => id.split(":")[1])).toEqual(["1", "2", "3", "4", "5"]);
    expect(await page.locator("#events li").allTextContents()).toEqual(seen.map(({ type }) => type));

    // A browser asks again by itself with the id of the last event. All was told, so that it is told to stop.
    const last = seen[1]?.id ?? "";
    expect(await inPage(page, replay, last)).toEqual(["update", "update", "end"]);
    expect(await inPage(page, replay, seen.at(-1)?.id ?? "")).toEqual([]);
    expect(await inPage(page, reconnect, "/tasks/live/stream")).toEqual({ streams: 1, state: "closed" });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("EventSource misses nothing and gets nothing twice when the connection breaks in the middle of a run", async () => {
    const other = await desk();
    const listening = await serve(other.handler);
    const line = await lineTo(listening.url);
    const page = await open("/openapi.json", line.url);
    await other.send("POST", "/tasks", {
      graph: "desk",
      threadId: "broken",
      mode: "background",
      input: { text: "slow" },
    });
    const following = inPage(page, follow, "/tasks/broken/stream");
    await page.waitForFunction("document.title === 'run'");
    line.cut();
    other.slow.open();
    const seen = (await following) as readonly { readonly id: string; readonly type: string }[];
    expect(seen.map(({ type }) => type)).toEqual(["run", "event", "update", "update", "end"]);
    expect(seen.map(({ id }) => id.split(":")[1])).toEqual(["1", "2", "3", "4", "5"]);
    const streams = line.requests.filter((head) => head.startsWith("get /tasks/broken/stream"));
    expect(streams).toHaveLength(2);
    expect(streams[0]).not.toContain("last-event-id");
    expect(streams[1]).toContain(`last-event-id: ${seen[0]?.id}`);
    await page.close();
    await line.close();
    await listening.close();
  });

  it("a page of another origin is refused, since nobody says who calls", async () => {
    const page = await open("/openapi.json");
    await page.route("http://pages.example/*", (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>elsewhere</title>" }),
    );
    await page.goto("http://pages.example/");
    const said = await inPage(
      page,
      "return fetch(argument).then(() => 'answered', (error) => error.name)",
      `${server.url}/tasks`,
    );
    expect(said).toBe("TypeError");
    await page.close();
  });

  it("the page of the documentation shows every route, and asks nobody else for anything", async () => {
    const page = await open("/docs");
    const text = await page.locator("body").innerText();
    for (const path of Object.keys(service.handler.openapi["paths"] ?? {})) expect(text).toContain(path);
    await page.locator("summary").first().click();
    await page.locator('a[href="#CreateTask"]').first().click();
    expect(await page.locator("#CreateTask").isVisible()).toBe(true);
    const { SCREENSHOT } = process.env;
    if (SCREENSHOT !== undefined) await page.screenshot({ path: SCREENSHOT, fullPage: true });
    expect(asked.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
    expect(complaints).toEqual([]);
    const width = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(width).toBe(0);
    await page.setViewportSize({ width: 380, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
    await page.close();
  });
});

/** Shows what comes on the page, and returns it when the run has ended. */
const follow = `
  document.body.innerHTML = "<ul id=events></ul>";
  const seen = [];
  const source = new EventSource(argument);
  return new Promise((resolve) => {
    for (const type of ["run", "event", "update", "interrupt", "lost", "end"]) {
      source.addEventListener(type, ({ lastEventId, data }) => {
        seen.push({ id: lastEventId, type, data });
        const item = document.createElement("li");
        item.textContent = type;
        document.querySelector("#events").append(item);
        document.title = type;
        if (type !== "end") return;
        source.close();
        resolve(seen);
      });
    }
  });`;

/** The types of the events behind one, by fetch. */
const replay = `
  const response = await fetch("/tasks/live/stream", { headers: { "Last-Event-ID": argument } });
  const text = await response.text();
  return [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type);`;

/** Lets an EventSource ask again by itself when the stream has ended, until it is told that nothing more comes. */
const reconnect = `
  const source = new EventSource(argument);
  let streams = 0;
  source.addEventListener("run", () => streams++);
  return new Promise((resolve) => {
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) resolve({ streams, state: "closed" });
    };
  });`;
