import { readFileSync } from "node:fs";
import type { Log } from "sarif";
import { Ajv, type AnySchema } from "ajv";
import Ajv4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { check } from "../../../../src/compile.ts";
import { entries } from "../../../../src/diagnostics/catalogue/index.ts";
import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.ts";
import { filesOf } from "../../../../src/diagnostics/family.ts";
import { jsonDiagnostics } from "../../../../src/diagnostics/render/json.ts";
import { render } from "../../../../src/diagnostics/render/render.ts";
import { sarif } from "../../../../src/diagnostics/render/sarif.ts";
import { marked, related, report } from "./reports.ts";

function schema(path: string): AnySchema {
  return JSON.parse(readFileSync(path, "utf8")) as AnySchema;
}

/** What a schema finds wrong with a value. */
function validator(ajv: Ajv, path: string): (value: unknown) => unknown {
  addFormats.default(ajv);
  const validate = ajv.compile(schema(path));
  return (value) => (validate(value) ? [] : validate.errors);
}

/** Every kind of finding that the catalogue has an example of, and some odd ones. */
const here = marked("a\r\n\t😀 «b» «c»\rd «»");
const odd: readonly Diagnostic[] = [
  report({ ...here, source: { ...here.source, path: "../flows/ä b#c?.graph" } }, 0, {
    related: [related(here, 1, "there: [b](c)")],
    fixes: [{ title: "write `[b](1)`", safe: true, edits: [{ span: { start: 0, end: 1 }, text: "" }] }],
  }),
  report(here, 2),
];
const findings = [
  ...[...entries.values()].flatMap(({ wrong }) => check(filesOf(wrong).filter(({ path }) => path.endsWith(".graph")))),
  ...odd,
];

describe("the JSON format", () => {
  const errors = validator(new Ajv({ strict: true, allowUnionTypes: true }), "schemas/diagnostics.schema.json");

  it("is as its published schema says, whatever was found", () => {
    expect(findings.length).toBeGreaterThan(40);
    expect(errors(JSON.parse(render(findings, { format: "json" })))).toStrictEqual([]);
    expect(errors(JSON.parse(render([], { format: "json" })))).toStrictEqual([]);
  });

  it("is refused by the schema where a key is missing or wrong", () => {
    const [right] = jsonDiagnostics(findings, undefined);
    expect(errors([{ ...right, code: "X1" }])).not.toStrictEqual([]);
    expect(errors([{ ...right, range: undefined }])).not.toStrictEqual([]);
  });
});

/** The schema of the standard, unchanged but for its layout; it is published in SchemaStore under the Apache License 2.0. */
const standard = "test/src/diagnostics/render/sarif-2.1.0.schema.json";

describe("the SARIF format", () => {
  const errors = validator(new Ajv4.default({ strict: false, unicodeRegExp: false }), standard);
  const log: Log = JSON.parse(JSON.stringify(sarif(findings, "1.2.3"))) as Log;

  it("is valid SARIF 2.1.0, whatever was found", () => {
    expect(errors(JSON.parse(render(findings, { format: "sarif" })))).toStrictEqual([]);
    expect(errors(log)).toStrictEqual([]);
    expect(errors(JSON.parse(render([], { format: "sarif" })))).toStrictEqual([]);
  });

  it("describes each code that was found once, with its help and the page of the version", () => {
    const { rules = [], semanticVersion } = log.runs[0]?.tool.driver ?? {};
    expect(semanticVersion).toBe("1.2.3");
    expect(rules.map(({ id }) => id)).toStrictEqual([...new Set(findings.map(({ code }) => code))].toSorted());
    expect(rules.find(({ id }) => id === "G402")).toMatchObject({
      shortDescription: { text: "reduced field without default" },
      helpUri: "https://app.unpkg.com/graphc@1.2.3/files/docs/diagnostics/G402.md",
      defaultConfiguration: { level: "error" },
      help: { markdown: expect.stringContaining("reduce append") },
    });
    for (const { ruleId, ruleIndex } of log.runs[0]?.results ?? []) expect(rules[ruleIndex as number]?.id).toBe(ruleId);
  });

  it("has silenced warnings as suppressed results, with the reason", () => {
    const text = `import { one } from "./one.ts"
graph Count {
  state { input text: string, output words: int = 0
    letters: int = 0 // graphc-ignore G406: the dashboard reads it
  }
  node count => { words: len(split(text, " ")), letters: len(text) }
  start -> count -> end
}
`;
    const all = JSON.parse(render(check(text, { silenced: true }), { format: "sarif" })) as Log;
    expect(errors(all)).toStrictEqual([]);
    expect(all.runs[0]?.results?.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toStrictEqual([
      ["G203", []],
      ["G406", [{ kind: "inSource", status: "accepted", justification: "the dashboard reads it" }]],
    ]);
    for (const format of ["pretty", "short", "json", "github"] as const)
      expect(render(check(text, { silenced: true }), { format })).toBe(render(check(text), { format }));
  });

  it("has relative paths, regions in UTF-16 units, second places and fixes", () => {
    const results = JSON.parse(JSON.stringify(sarif(odd, undefined).runs[0].results));
    const region = { startLine: 2, startColumn: 5, endLine: 2, endColumn: 6 };
    const artifactLocation = { uri: "../flows/%C3%A4%20b%23c%3F.graph", uriBaseId: "%SRCROOT%" };
    expect(log.runs[0]?.columnKind).toBe("utf16CodeUnits");
    expect(results[0]).toStrictEqual({
      ruleId: "G201",
      ruleIndex: 0,
      level: "error",
      message: { text: "there is no `x`" },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation: { uri: "support.graph", uriBaseId: "%SRCROOT%" },
            region: { ...region, startColumn: 7, endColumn: 8 },
          },
          message: { text: "there: \\[b](c)" },
        },
      ],
      fixes: [
        {
          description: { text: "write `\\[b](1)`" },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [
                {
                  deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
                  insertedContent: { text: "" },
                },
              ],
            },
          ],
          properties: { safe: true },
        },
      ],
      suppressions: [],
    });
    expect(results[1].locations[0].physicalLocation.region).toStrictEqual({
      startLine: 3,
      startColumn: 3,
      endLine: 3,
      endColumn: 3,
    });
  });
});
