import { G408 } from "../../diagnostics/catalogue/g4.ts";
import { removal } from "../../diagnostics/mend.ts";
import type { Rule } from "../rule.ts";

/** An update writes nothing that the node's `writes` does not name (G408). What handlers return is for TypeScript and the runtime to check. */
export const writesOutside: Rule = ({ module, report }) => {
  for (const { nodes, fields, source } of module.graphs) {
    for (const { form, update, node } of nodes.values()) {
      const writes = node.options.find((option) => option.kind === "WritesOption");
      if (form.kind !== "handler" || !update || !writes) continue;
      const named = new Set(writes.fields.map(({ name }) => name.name));
      for (const property of update.properties) {
        if (property.kind !== "Property" || named.has(property.name.name) || !fields.has(property.name.name)) continue;
        const fixes = [removal("remove `writes`", writes.span, source)];
        report(G408.outside(node.name.name, property.name.name), property.name.span, { fixes });
      }
    }
  }
};
