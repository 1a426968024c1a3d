import type * as ast from "../../ast/ast.ts";
import { chainsOf } from "../../bind/link/chains.ts";
import type { NodeSymbol } from "../../bind/symbols.ts";
import { G504 } from "../../diagnostics/catalogue/g5.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "../rule.ts";

/** A target has one argument for each parameter of its node; a bare name stands for a node without (G504). Their types are checked with the expressions. */
export const targetArguments: Rule = ({ module, report }) => {
  for (const { node, nodes } of module.graphs) {
    const bare = (name: ast.Identifier, where: "route" | "goto" | "then"): void => {
      if (nodes.get(name.name)?.parameters.length) report(G504.bareTarget(name.name, where), name.span);
    };
    for (const { chain } of chainsOf(node)) {
      for (const step of chain.steps) {
        if (step.kind === "Route") for (const name of step.choices.targets) bare(name, "route");
        if (step.kind === "Goto") for (const name of step.choices.targets) bare(name, "goto");
        if (step.kind !== "Target") continue;
        const target = nodes.get(step.name.name);
        if (target) checkCount(step, target, report);
      }
      if (chain.bound) bare(chain.bound.otherwise, "then");
    }
  }
};

function checkCount(step: ast.Target, node: NodeSymbol, report: Report): void {
  const given = step.arguments?.length ?? 0;
  const names = node.parameters.map((parameter) => parameter.name);
  const surplus = step.arguments?.[names.length];
  if (surplus) {
    const call = { start: step.name.span.end, end: step.span.end };
    const fixes =
      names.length === 0 ? [{ title: `write \`${node.name}\``, safe: false, edits: [{ span: call, text: "" }] }] : [];
    report(
      G504.tooMany(node.name, names.length, given),
      { start: surplus.span.start, end: step.span.end - 1 },
      { fixes },
    );
  } else if (given < names.length) report(G504.missing(node.name, names, given), step.span);
}
