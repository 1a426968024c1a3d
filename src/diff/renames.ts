/** Nodes and fields that may be others under another name. */
import { mostHelped } from "../bind/unknown-names.ts";
import type { NodeSymbol } from "../bind/symbols.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { meaningOf } from "./meaning.ts";

/** The new nodes of one form. */
interface Alike {
  readonly added: NodeSymbol[];
  /** How many of the old nodes that are gone are of this form. */
  gone: number;
  /** The first new one that does something. */
  readonly byWork: Map<string, NodeSymbol>;
}

/** Says which new node a node that is gone may be: one of the same form that does the same, or has a similar name, or is the only one. */
export function renamedNodes(
  gone: readonly NodeSymbol[],
  added: readonly NodeSymbol[],
): (node: NodeSymbol) => NodeSymbol | undefined {
  const forms = new Map<string, Alike>();
  const alikeTo = ({ form }: NodeSymbol): Alike => {
    const alike = forms.get(form.kind) ?? { added: [], gone: 0, byWork: new Map() };
    forms.set(form.kind, alike);
    return alike;
  };
  for (const node of gone) alikeTo(node).gone++;
  for (const node of added) {
    const alike = alikeTo(node);
    alike.added.push(node);
    if (!alike.byWork.has(work(node))) alike.byWork.set(work(node), node);
  }
  const closest = closestNames();
  return (node) => {
    const alike = alikeTo(node);
    const same = alike.byWork.get(work(node)) ?? closest(node, alike.added);
    return same ?? (alike.gone === 1 && alike.added.length === 1 ? alike.added[0] : undefined);
  };
}

function work({ form, update }: NodeSymbol): string {
  const of = form.kind === "handler" ? form.import?.imported : form.kind === "subgraph" ? form.graph.name : form.kind;
  return `${of} ${update ? meaningOf(update) : ""}`;
}

/** Finds what has the most similar name. To look takes time with each of them, and nobody reads endless reports: of very many, only the first are looked at. */
export function closestNames(): <T extends { readonly name: string }>(one: T, among: readonly T[]) => T | undefined {
  let looked = 0;
  return (one, among) => {
    if (++looked > mostHelped) return undefined;
    const close = suggest(
      one.name,
      among.map(({ name }) => name),
    );
    return among.find(({ name }) => name === close);
  };
}
