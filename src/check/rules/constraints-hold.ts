import { G306 } from "../../diagnostics/catalogue/g3.ts";
import { constraintsOf, withoutWhere } from "../parts/constraints.ts";
import { originOfType } from "../ranges/declared.ts";
import { explain, textOf } from "../ranges/explain.ts";
import { frameOf, Ranges } from "../ranges/ranges.ts";
import { World } from "../ranges/world.ts";
import type { Rule } from "../rule.ts";

/** Every `where` refuses some values and accepts others (G306). */
export const constraintsHold: Rule = ({ module, typing, report, isSound }) => {
  const ranges = new Ranges(typing, module.source.text.length);
  for (const { where, type } of constraintsOf(module)) {
    if (!isSound(where.span)) continue;
    const { source } = module;
    const id = ranges.ids.fresh();
    const origin = originOfType(type, { source, span: where.span });
    const frame = frameOf(id, origin, source);
    const there = { ...ranges.promised(id, origin), missing: false };
    const world = new World(new Map([[id, there]]));
    const { mayBeTrue, mayBeFalse } = ranges.truth(where, frame, world);
    if (mayBeTrue === mayBeFalse) continue;
    const why = explain(ranges, where, mayBeTrue, frame, world);
    if (!why) continue;
    const related = why.reasons.flatMap(({ at, isWeak }) => (at && !isWeak ? [at] : []));
    const because = why.text === textOf(where, frame) ? why.why : `in \`${why.text}\`, ${why.why}`;
    const message = mayBeTrue ? G306.always(textOf(where, frame), because) : G306.never(textOf(where, frame), because);
    report(message, where.span, { related, fixes: mayBeTrue ? withoutWhere(where, source) : [] });
  }
};
