/** Runs the rules that look at the flow alone. */
import { reporter, type Diagnostic } from "../../../../src/diagnostics/diagnostic.ts";
import { gotoBehindHandler } from "../../../../src/check/rules/goto-behind-handler.ts";
import { leavingGroups } from "../../../../src/check/rules/leaving-groups.ts";
import { onePlace } from "../../../../src/check/rules/one-place.ts";
import { oneWayOut } from "../../../../src/check/rules/one-way-out.ts";
import { pathsToEnd } from "../../../../src/check/rules/paths-to-end.ts";
import { reachable } from "../../../../src/check/rules/reachable.ts";
import { startEdge } from "../../../../src/check/rules/start-edge.ts";
import { targetArguments } from "../../../../src/check/rules/target-arguments.ts";
import type { GraphSymbol } from "../../../../src/bind/symbols.ts";
import { doubtsOf } from "../../../../src/check/flow/doubts.ts";
import { link } from "../../bind/linking.ts";

const rules = [
  startEdge,
  oneWayOut,
  onePlace,
  leavingGroups,
  reachable,
  pathsToEnd,
  targetArguments,
  gotoBehindHandler,
];

export interface Finding {
  /** Code and message. */
  readonly says: string;
  /** The text that is underlined, and where it begins: `b` at 3 is the fourth `b` of the edges. */
  readonly at: string;
  readonly help: string | undefined;
  /** The second places, with what is said of them. */
  readonly related: readonly string[];
}

/** What is wrong with edges over nodes of one letter each, where `x`, `y`, `z` and `k` are conditions; `declared` are statements before them. */
export function findings(edges: string, declared = ""): readonly Finding[] {
  const own = new Set(declared.match(/(?<=(?:node|ask) )[a-z]\b/g));
  const names = [...new Set(edges.match(/\b[a-z]\b/g))].filter((name) => !own.has(name) && !"xyzk".includes(name));
  const nodes = names.map((name) => `node ${name}`).join(" ");
  return findingsIn(`import { pick } from "./pick.ts"  graph G { ${nodes} ${declared} ${edges} }`, edges);
}

/** What is wrong with a text. Places are counted in `shown`, which ends the text. */
export function findingsIn(text: string, shown = text): readonly Finding[] {
  const { module, diagnostics } = link(text);
  const found: Diagnostic[] = [...diagnostics];
  const report = reporter(module.source, found);
  const typing = { types: new Map(), names: new Map(), proven: new Set<never>(), dataFlows: new Map() };
  const unwritten = () => ({ reads: new Map(), outputs: new Map() });
  const doubts = (graph: GraphSymbol) => doubtsOf(graph, typing, []);
  for (const rule of rules)
    rule({ module, typing, report, isSound: () => true, lacksArm: () => false, doubts, unwritten });

  const from = text.lastIndexOf(shown);
  const show = ({ start, end }: { readonly start: number; readonly end: number }): string => {
    const word = text.slice(start, end);
    const isName = /^\w+$/.test(word);
    const nth = text.slice(from, start).split(isName ? new RegExp(`\\b${word}\\b`) : word).length - 1;
    return start < from ? `${word} before` : nth === 0 ? word : `${word} #${nth + 1}`;
  };
  return found.map(({ code, message, span, help, related }) => ({
    says: `${code} ${message}`,
    at: show(span),
    help,
    related: related.map((second) => `${show(second.span)}: ${second.message}`),
  }));
}

/** Only codes and messages. */
export function said(edges: string, declared = ""): readonly string[] {
  return findings(edges, declared).map((finding) => finding.says);
}
