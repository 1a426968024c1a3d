import type * as ast from "../../ast/ast.ts";
import { chainsOf } from "../../bind/link/chains.ts";
import type { NodeSymbol } from "../../bind/symbols.ts";
import { G505 } from "../../diagnostics/catalogue/g5.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { firstLine } from "../places.ts";
import type { Rule } from "../rule.ts";

/** `goto` stands directly behind a node that TypeScript implements (G505). */
export const gotoBehindHandler: Rule = ({ module, report }) => {
  for (const { node, nodes, source } of module.graphs) {
    for (const { chain, edge, outermost } of chainsOf(node)) {
      for (const [index, step] of chain.steps.entries()) {
        if (step.kind !== "Goto") continue;
        const span = firstLine(step.span, source);
        const before = index > 0 ? targetName(chain.steps[index - 1]) : outermost ? edge.sources : [];
        if (before.length === 0 || before.some(({ name }) => name === "start")) report(G505.notBehindNode(), span);
        else if (index === 0 && edge.onError) report(G505.afterError(before[0]?.name ?? ""), span);
        else for (const { name } of before) checkHandler(nodes.get(name), span, report);
        if (chain.bound && step === chain.steps.at(-1)) report(G505.bounded(), chain.bound.span);
      }
    }
  }
};

function targetName(step: ast.Step | undefined): readonly ast.Identifier[] {
  return step?.kind === "Target" && step.name.name !== "end" ? [step.name] : [];
}

function checkHandler(node: NodeSymbol | undefined, span: ast.Identifier["span"], report: Report): void {
  if (!node || (node.form.kind === "handler" && !node.update)) return;
  report(G505.noHandler(node.name, node.form.kind), span);
}
