import type { Chain } from "../ast/ast.ts";
import { breakParent, conditionalGroup, group, indent, line, willBreak, type Doc } from "./docs.ts";
import { step, type StepDoc } from "./flow.ts";
import { number } from "./literals.ts";
import type { Pen } from "./pen.ts";

interface Link {
  /** What stands between the step before and the arrow, where the chain is broken there. */
  readonly space: Doc;
  readonly arrow: Doc;
  readonly step: StepDoc;
}

/**
 * A chain on one line; else with its last brackets broken, or all of them; else with every arrow on a line of its own. What follows brackets
 * that are broken stands on the line that closes them. The sources of an edge are the first link of its chain.
 */
export function chain(pen: Pen, node: Chain, sources?: Doc): Doc {
  const [head, ...others] = node.steps;
  const first = sources === undefined && head ? step(pen, head) : { head: sources ?? "" };
  let commented = false;
  const links = (sources === undefined ? others : node.steps).map((one): Link => {
    commented ||= pen.atComment;
    return { space: pen.between(line), arrow: [pen.token("->"), pen.space()], step: step(pen, one) };
  });
  const bound = node.bound
    ? [pen.token(" max"), pen.space(), pen.raw(number), pen.token(" then"), pen.token(` ${node.bound.otherwise.name}`)]
    : "";
  const broken = [whole(first), indent(links.map(({ space, arrow, step }) => [space, arrow, whole(step)])), bound];
  if (commented) return group([broken, breakParent]);
  const last = [first, ...links.map(({ step }) => step)].findLastIndex(({ brackets }) => brackets !== undefined);
  if (last === -1) return group(broken);
  const joined = (breaks: (index: number) => boolean): Doc => [inline(first, links, breaks), bound];
  const plain = joined(() => false);
  const states = [plain, joined((index) => index === last), joined(() => true), group(broken, { shouldBreak: true })];
  return [conditionalGroup(states), willBreak(plain) ? breakParent : ""];
}

function whole({ head, brackets }: StepDoc): Doc {
  return [head, brackets ?? ""];
}

/** The chain without breaks before its arrows; `breaks` says of which steps the brackets are broken. */
function inline(first: StepDoc, links: readonly Link[], breaks: (index: number) => boolean): Doc {
  const docs = [first, ...links.map(({ step }) => step)].map(({ head, brackets }, index): Doc => {
    if (!brackets) return head;
    return [head, breaks(index) ? group(brackets, { shouldBreak: true }) : brackets];
  });
  return docs.map((doc, index) => (index === 0 ? doc : [" ", links[index - 1]?.arrow ?? "", doc]));
}
