/** Findings as a log of SARIF 2.1.0, which code hosts and editors read. Its types are those of `@types/sarif`, checked by a test. */
import { positionAt, type Source, type Span } from "../../source/source.ts";
import { entries } from "../catalogue/index.ts";
import type { Code, Diagnostic, Fix } from "../diagnostic.ts";
import { filesOf, type Entry, type Example } from "../family.ts";
import { pageOf } from "../page.ts";

/** What relative paths start from: the folder that the compiler was started in. */
const root = "%SRCROOT%";

/** A log with one run: its rules are those that were found, its paths are relative, its columns are counted as JavaScript counts. */
export function sarif(diagnostics: readonly Diagnostic[], version: string | undefined) {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "graphc",
            ...(version === undefined ? {} : { semanticVersion: version }),
            informationUri: "https://www.npmjs.com/package/graphc",
            rules: codes.map((code) => rule(code, version)),
          },
        },
        columnKind: "utf16CodeUnits",
        newlineSequences: ["\r\n", "\n", "\r"],
        results: diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  } as const;
}

function rule(code: Code, version: string | undefined) {
  const entry = entries.get(code);
  const helpUri = pageOf(code, version);
  if (!entry) return { id: code, helpUri };
  const { title, explanation, severity } = entry;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: explanation, markdown: markdown(entry) },
    helpUri,
    defaultConfiguration: { level: severity },
  };
}

function markdown({ explanation, wrong, right }: Entry): string {
  return [explanation, "**Wrong**", ...fenced(wrong), "**Right**", ...fenced(right)].join("\n\n");
}

function fenced(example: Example): readonly string[] {
  return filesOf(example).map(({ text }) => `\`\`\`\n${text}\`\`\``);
}

function result(diagnostic: Diagnostic, ruleIndex: number) {
  const { code, severity, message, help, source, span, related, fixes, silenced } = diagnostic;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: plain(help === undefined ? message : `${message}\n${help}`) },
    locations: [{ physicalLocation: physical(source, span) }],
    relatedLocations: related.map((other, index) => ({
      id: index + 1,
      physicalLocation: physical(other.source, other.span),
      message: { text: plain(other.message) },
    })),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => change(fix, source)) }),
    // The standard wants the key in all results or in none.
    suppressions: silenced === undefined ? [] : [suppression(silenced)],
  };
}

/** A comment that silences a warning, which viewers then show as dealt with, with the reason. */
function suppression(reason: string) {
  return { kind: "inSource", status: "accepted", ...(reason === "" ? {} : { justification: reason }) } as const;
}

function change({ title, safe, edits }: Fix, source: Source) {
  return {
    description: { text: plain(title) },
    artifactChanges: [
      {
        artifactLocation: location(source),
        replacements: edits.map(({ span, text }) => ({
          deletedRegion: region(source, span),
          insertedContent: { text },
        })),
      },
    ],
    properties: { safe },
  };
}

function physical(source: Source, span: Span) {
  return { artifactLocation: location(source), region: region(source, span) };
}

function location({ path }: Source) {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: root };
}

/** Lines and columns from 1, the end exclusive. */
function region(source: Source, { start, end }: Span) {
  const from = positionAt(source, start);
  const to = positionAt(source, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** `[text](target)` would be a link in a message. */
function plain(text: string): string {
  return text.replaceAll(/\[(?=[^[\]]*\]\()/g, "\\[");
}
