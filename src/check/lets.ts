import { visit } from "../ast/visit.ts";
import { components } from "../bind/components.ts";
import type { LetSymbol } from "../bind/symbols.ts";

/** The `let`s of a graph, each behind those that its value names: so no chain of them, however long, is followed by recursion. */
export function letsInOrder(lets: ReadonlyMap<string, LetSymbol>): readonly LetSymbol[] {
  const namedIn = ({ value }: LetSymbol): readonly LetSymbol[] => {
    const found: LetSymbol[] = [];
    visit(value, {
      Name({ name }) {
        const named = lets.get(name);
        if (named) found.push(named);
      },
    });
    return found;
  };
  return components(lets.values(), namedIn).flat();
}
