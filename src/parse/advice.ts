/** What to write instead of something that other languages have. */
import type { TokenType } from "chevrotain";
import { isA, K, Name, NodeName, P, Slips, Str } from "../../grammar/tokens.ts";
import type { Place } from "./slips/slips.ts";
import { isOneOf } from "./starts.ts";

type Advice = (place: Place) => string | undefined;

export function advice(place: Place): string | undefined {
  for (const advise of [inFlow, inExpressions, inTypes, inUpdates, outside]) {
    const help = advise(place);
    if (help !== undefined) return help;
  }
  return undefined;
}

const branch = "a branch comes before its targets: `a -> when { condition -> b, else -> c }`";
const group = "several targets at once are a group `[a, b]`";
const map = "a node runs for each element of a list in a group, node first: `[work(item) for item in list]`";

const optionWords = new Set<TokenType>([K.reads, K.writes, K.retry, K.timeout, K.cache, K.asks]);

const inFlow: Advice = ({ found, before, rule, wanted, afterStep, afterExpression, tokens, at }) => {
  const atStep = rule === "step" || rule === "group";
  switch (found?.image) {
    case "if":
      if (afterExpression) return undefined;
      return afterStep ? branch : atStep ? "a branch is `when { condition -> target, else -> other }`" : undefined;
    case "when":
    case "where":
    case "unless":
      return afterStep ? branch : undefined;
    case "for":
      return afterStep || atStep ? map : undefined;
    case "(":
      if (rule === "step") return `${group}, in brackets`;
      if (afterStep) return "the arguments of a node touch its name; a call is no statement";
      if (before?.tokenType === K.route) return "a router is imported from TypeScript; conditions are a `when { … }`";
      return before?.tokenType === P.Equals && wanted !== undefined && tokens[at - 3]?.tokenType === K.node
        ? "an update is `node name => { field: value }`; a function is imported from TypeScript"
        : undefined;
    case "&":
      return afterStep ? group : undefined;
    case "|":
      if (rule === "step") return "edges have no labels: a branch is `match field { … }` or `when { … }`";
      return afterStep ? `${group}; one of several is a branch \`when { … }\`` : undefined;
    case "{":
      if (afterStep && before && isA(before.tokenType, NodeName))
        return "a function that chooses stands behind `route`: `a -> route f { b, c }`";
      return rule === "step" ? `${group}; one of several is \`match\`, \`when\`, \`route\` or \`goto\`` : undefined;
    case "<":
      return rule === "edge" && tokens[at + 1]?.tokenType === P.Minus
        ? "an edge points forward: `start -> a`"
        : undefined;
    case "->":
      return rule === "body" ? "an edge begins with what it leaves: `start -> a`, `a -> b`" : undefined;
    case "start":
      return rule === "step" || rule === "choices" || rule === "choice" || rule === "target"
        ? "nothing leads back to `start`: name the node that the run goes on with"
        : undefined;
    case "on":
      return rule === "body" || rule === "edge" ? "an error edge begins with its node: `a on error -> b`" : undefined;
    case "end":
      return rule === "body" || rule === "source" ? "nothing follows `end`" : undefined;
    default:
      if (rule === "edge" && before && optionWords.has(before.tokenType))
        return "options stand in braces: `node a { reads f writes g }`";
      if (rule === "match" && found && isA(found.tokenType, Name))
        return isOneOf(before, P.Comma) && isOneOf(tokens[at - 3], P.Arrow)
          ? group
          : 'an arm begins with a literal, as in `"a" -> b`, or with `else`';
      return before?.tokenType === K.when && wanted === P.LCurly
        ? "conditions stand in braces: `when { a -> b, else -> c }`"
        : undefined;
  }
};

const inExpressions: Advice = ({ found, before, afterExpression, rule }) => {
  switch (found?.image) {
    case "in":
      return afterExpression ? "write `contains(list, value)`, or `has(map, key)`" : undefined;
    case "if":
      return afterExpression ? "a conditional expression is `condition ? a : b`" : undefined;
    case "new":
    case "await":
    case "typeof":
    case "instanceof":
    case "delete":
    case "void":
      return "expressions call the language's own functions only; everything else belongs in a TypeScript function";
    case ":":
      return rule === "let" ? "the type of a `let` is that of its expression" : undefined;
    case "as":
      return afterExpression ? "values are not cast: types are checked as they are" : undefined;
    case "!":
      return afterExpression ? "a value that may be absent needs `??` or a condition" : undefined;
    default:
      return found &&
        before &&
        isA(found.tokenType, Str) &&
        /^[fr]$/.test(before.image) &&
        isA(before.tokenType, NodeName)
        ? "a text with expressions in it is a template: `` `Hello ${name}` ``"
        : undefined;
  }
};

const brackets = "arrays are `T[]`, maps are `Record<string, T>`";

const inTypes: Advice = ({ found, rule, tokens, at }) => {
  const inType = rule.endsWith("Type") || rule === "file" || rule === "state";
  switch (found?.image) {
    case "extends":
      return "a type cannot extend another: repeat the members, or use a member of the other type";
    case "&":
      return inType ? "there are no intersections of types: write one object type" : undefined;
    case "...":
      return rule === "tupleType" ? "a tuple has a fixed length: a list of any length is `T[]`" : undefined;
    case "?":
      return inType ? "what may be absent has a `?` behind the name of its field or member: `name?: T`" : undefined;
    case "[":
      if (rule === "objectType" || rule === "member") return "a map is `Record<string, T>`";
      return rule === "arrayType" ? brackets : undefined;
    default:
      return rule === "arrayType" && tokens[at - 1]?.tokenType === P.LBracket ? brackets : undefined;
  }
};

const inUpdates: Advice = ({ found, before, wanted }) => {
  if (found?.image === "++" || found?.tokenType === Slips.PlusEquals)
    return "an update gives the new value: `count: count + 1`";
  return before?.tokenType === P.FatArrow && wanted === P.LCurly
    ? "an update names its fields: `=> { field: value }`"
    : undefined;
};

export const declarations: ReadonlySet<TokenType> = new Set([K.import, K.type, K.graph]);
const statements: ReadonlySet<TokenType> = new Set([
  ...[
    K.node,
    K.ask,
    K.start,
    K.state,
    K.context,
    K.events,
    K.let,
    K.defaults,
    K.limit,
    K.interrupt,
    K.version,
    K.migrate,
  ],
]);

export const outsideGraphs = "imports, types and graphs stand outside graphs";

const outside: Advice = ({ found, rule }) => {
  if (found && rule === "file" && statements.has(found.tokenType))
    return "statements stand inside a graph: `graph Name { … }`";
  return found && rule === "body" && declarations.has(found.tokenType) ? outsideGraphs : undefined;
};
