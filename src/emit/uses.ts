/** What a function must be given so that its expressions can be evaluated. */
import type * as ast from "../ast/ast.ts";
import { walkMeanings } from "../plan/expressions.ts";
import { SCOPE_FUNCTIONS } from "./functions.ts";
import type { GraphScope } from "./surroundings.ts";

export interface Uses {
  readonly state: boolean;
  readonly args: boolean;
  readonly error: boolean;
  /** Which of `value`, `answer`, `output` and `error` are mentioned. */
  readonly specials: ReadonlySet<string>;
  /** Whether the scope itself is needed: its functions, or to hand it on. */
  readonly scope: boolean;
  /** The variables of maps; those of a map around the function are in its closure, others come with the scope. */
  readonly variables: ReadonlySet<ast.Identifier>;
}

export const NO_USES: Uses = {
  state: false,
  args: false,
  error: false,
  scope: false,
  specials: new Set(),
  variables: new Set(),
};

export function usesOf(expressions: readonly ast.Expression[], { module, lets }: GraphScope): Uses {
  const variables = new Set<ast.Identifier>();
  const specials = new Set<string>();
  let [state, args, scope] = [false, false, false];
  walkMeanings(
    expressions,
    module.typing,
    (symbol) => {
      if (symbol.kind === "field") state = true;
      else if (symbol.kind === "parameter") args = true;
      else if (symbol.kind === "special") specials.add(symbol.name);
      else if (symbol.kind === "variable" && symbol.of === "map") variables.add(symbol.node);
      else if (symbol.kind === "let") {
        state = true;
        scope ||= lets.get(symbol)?.needsScope === true;
      }
    },
    (call) => (scope ||= SCOPE_FUNCTIONS.has(call.callee.name)),
  );
  return { state, args, error: specials.has("error"), scope, specials, variables };
}

export function joinUses(all: readonly Uses[]): Uses {
  return {
    state: all.some((uses) => uses.state),
    args: all.some((uses) => uses.args),
    error: all.some((uses) => uses.error),
    scope: all.some((uses) => uses.scope),
    specials: new Set(all.flatMap((uses) => [...uses.specials])),
    variables: new Set(all.flatMap((uses) => [...uses.variables])),
  };
}
