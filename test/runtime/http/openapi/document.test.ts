import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { createHandler } from "@graphc/runtime/http";
import { MemoryCheckpointer } from "@graphc/runtime";
import { createExpense } from "../../../../samples/approval-processes/expense.graph.ts";
import { createOrder } from "../../../../samples/order/order.graph.ts";
import { desk, type Desk } from "../desk.ts";

type Members = { readonly [name: string]: Members };

async function documentOf({ send }: Desk): Promise<Members> {
  return (await send("GET", "/openapi.json")).body as Members;
}

/** Validates by a schema of the document, with all that it refers to. */
function validatorOf(document: Members): (name: string, value: unknown) => readonly string[] {
  const ajv = new Ajv2020.Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  return (name, value) => {
    ajv.validate(`document#/components/schemas/${name}`, value);
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

describe("The OpenAPI document", () => {
  it("is valid OpenAPI 3.1, for any graphs", async () => {
    const documents = [
      await documentOf(await desk()),
      (await desk({ authorize: () => ({ owner: "a" }), basePath: "/api/v1", title: "Letters", version: "7" })).handler
        .openapi,
      createHandler({
        graphs: { expense: createExpense, order: (host) => createOrder({ ...host, context: { shop: {} as never } }) },
        checkpointer: new MemoryCheckpointer(),
      }).openapi,
    ];
    for (const document of documents) {
      const copy: Record<string, unknown> = structuredClone(document);
      expect(await new Validator().validate(copy)).toEqual({ valid: true });
      expect(document["openapi"]).toBe("3.1.0");
    }
    expect(documents[1]).toMatchObject({ info: { title: "Letters", version: "7" }, servers: [{ url: "/api/v1" }] });
    expect(documents[1]?.["security"]).toEqual([{ caller: [] }]);
    expect(documents[0]?.["security"]).toBeUndefined();
  });

  it("refers to nothing that is not in it", async () => {
    const document = await documentOf(await desk());
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name = ""]) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => !(name in (document["components"]?.["schemas"] ?? {})))).toEqual([]);
    expect(JSON.stringify(document)).not.toContain("#/$defs");
  });

  it("has every route, and each says its problems", async () => {
    const { paths } = await documentOf(await desk());
    const operations = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.toSorted()).toEqual([
      "delete /tasks/{id}",
      "get /tasks",
      "get /tasks/{id}",
      "get /tasks/{id}/history",
      "get /tasks/{id}/runs",
      "get /tasks/{id}/runs/{run}",
      "get /tasks/{id}/stream",
      "patch /tasks/{id}/state",
      "post /tasks",
      "post /tasks/{id}/answers",
      "post /tasks/{id}/cancel",
      "post /tasks/{id}/continue",
      "post /tasks/{id}/fork",
    ]);
    const { responses } = paths?.["/tasks"]?.["post"] ?? {};
    expect(Object.keys(responses ?? {})).toEqual([
      "200",
      "202",
      "400",
      "401",
      "403",
      "409",
      "413",
      "415",
      "422",
      "429",
      "500",
      "503",
      "504",
    ]);
  });

  it("takes and refuses what the server takes and refuses", async () => {
    const server = await desk();
    const validate = validatorOf(await documentOf(server));
    const requests: readonly (readonly [body: object, fits: boolean])[] = [
      [{ graph: "desk", input: { text: "a", due: "2027-01-01T00:00:00Z", amount: "5", scan: "AQI=" } }, true],
      [
        { graph: "count", input: { n: 1 }, threadId: "t", mode: "wait", events: ["values"], metadata: { a: [1] } },
        true,
      ],
      [{ graph: "count", input: { n: -1 } }, false],
      [{ graph: "count", input: { text: "a" } }, false],
      [{ graph: "nowhere", input: {} }, false],
      [{ graph: "desk", input: { text: "a", due: "soon" } }, false],
      [{ graph: "desk", input: { text: "a" }, more: 1 }, false],
      [{ graph: "desk" }, false],
    ];
    for (const [body, fits] of requests) {
      expect(validate("CreateTask", body).length === 0, JSON.stringify(body)).toBe(fits);
      expect((await server.send("POST", "/tasks", body)).status === 200).toBe(fits);
    }
    expect(validate("AnswerTask", { answers: { sign: { approved: true }, "sign:0mw": { approved: false } } })).toEqual(
      [],
    );
    expect(validate("AnswerTask", { answers: { sign: { approved: "x" } } })).not.toEqual([]);
    expect(validate("AnswerTask", { answers: { other: 1 } })).not.toEqual([]);
    expect(validate("UpdateTask", { update: { log: ["a"] }, asNode: "work" })).toEqual([]);
    for (const goto of ["file", ["file", "sign"]]) expect(validate("UpdateTask", { goto })).toEqual([]);
    expect(validate("UpdateTask", { goto: 1 })).not.toEqual([]);
  });

  it("describes what the server answers", async () => {
    const server = await desk();
    const { send } = server;
    const validate = validatorOf(await documentOf(server));
    const created = await send("POST", "/tasks", {
      graph: "desk",
      threadId: "t",
      input: { text: "sign", due: "2027-01-01T00:00:00Z" },
    });
    const answers = [
      ["Result", created.body],
      ["Result", (await send("POST", "/tasks", { graph: "count", input: { n: 1 } })).body],
      ["Started", (await send("POST", "/tasks", { graph: "count", input: { n: 1 }, mode: "background" })).body],
      ["Task", (await send("GET", "/tasks/t")).body],
      ["Tasks", (await send("GET", "/tasks?limit=1")).body],
      ["History", (await send("GET", "/tasks/t/history")).body],
      ["Runs", (await send("GET", "/tasks/t/runs")).body],
      ["Written", (await send("PATCH", "/tasks/t/state", { update: { log: ["a"] }, asNode: "work" })).body],
      ["Problem", (await send("POST", "/tasks", { graph: "count", input: { n: "x" } })).body],
      ["Problem", (await send("GET", "/tasks/nowhere")).body],
    ] as const;
    for (const [name, body] of answers) expect(validate(name, body), `${name}: ${JSON.stringify(body)}`).toEqual([]);
    expect(validate("Result", { ...created.body, status: "odd" })).not.toEqual([]);
  });
});

describe("The page of the document", () => {
  it("shows it without scripts, and loads nothing", async () => {
    const { send } = await desk({ title: "Letters <script>alert(1)</script>" });
    const { headers, status, text } = await send("GET", "/docs");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
    expect(text).not.toMatch(/<script|<link|<img|src=|https?:\/\/|@import|url\(/);
    expect(text).toContain("Letters &lt;script&gt;");
    for (const part of [
      "Answers letters.",
      "/tasks/{id}/answers",
      'id="desk.input"',
      'href="#CreateTask"',
      'href="openapi.json"',
    ]) {
      expect(text).toContain(part);
    }
    const [links, places] = [/href="#([^"]+)"/g, / id="([^"]+)"/g].map(
      (pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name)),
    );
    expect([...(links ?? [])].filter((name) => places?.has(name) !== true)).toEqual([]);
  });

  it("stands under the base path", async () => {
    const { send } = await desk({ basePath: "/api" });
    expect((await send("GET", "/api/docs")).status).toBe(200);
    expect((await send("GET", "/docs")).status).toBe(404);
    const { headers } = await send("POST", "/api/tasks", { graph: "count", threadId: "n", input: { n: 1 } });
    expect(headers.get("content-location")).toBe("/api/tasks/n");
    await expect(desk({ basePath: "api/" })).rejects.toMatchObject({ name: "ConfigError", option: "basePath" });
  });
});
