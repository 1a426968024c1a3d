/** What a condition says of the values in it when it turned out true, or false. */
import type * as ast from "../../ast/ast.ts";
import { argumentsFor, lengthsFor } from "./calls.ts";
import type { Frame } from "./ids.ts";
import { above, below, both as bothNumbers, hull, type Numbers } from "./numbers.ts";
import { isNumeric } from "./operators.ts";
import type { Ranges } from "./ranges.ts";
import {
  anyRelation,
  bothRelations,
  equality,
  isComparison,
  isPossible,
  order,
  waysOf,
  type Comparison,
  type Relation,
} from "./relation.ts";
import {
  both,
  except,
  isImpossible,
  isSame,
  joined,
  ofTruth,
  presentValue,
  single,
  withReasons,
  type Reason,
  type Value,
} from "./value.ts";
import { eitherWorld, nowhere, type World } from "./world.ts";

export interface Truth {
  readonly mayBeTrue: boolean;
  readonly mayBeFalse: boolean;
}

/** What `Ranges.assume` does where nothing is known of the condition yet. */
export function assume(
  ranges: Ranges,
  condition: ast.Expression,
  outcome: boolean,
  frame: Frame,
  world: World,
  reason: Reason | undefined,
): World {
  const id = ranges.ids.of(condition, frame);
  const known = world.facts.get(id);
  if (known && !(outcome ? known.mayBeTrue : known.mayBeFalse)) return nowhere(world);
  switch (condition.kind) {
    case "BooleanLiteral":
      return condition.value === outcome ? world : nowhere(world);
    case "Unary":
      return ranges.assume(condition.operand, !outcome, frame, world, reason);
    case "Conditional": {
      const ifTrue = ranges.assume(condition.condition, true, frame, world, reason);
      const ifFalse = ranges.assume(condition.condition, false, frame, world, reason);
      return eitherWorld(
        ranges.assume(condition.then, outcome, frame, ifTrue, reason),
        ranges.assume(condition.otherwise, outcome, frame, ifFalse, reason),
      );
    }
    case "Name": {
      const symbol = frame.names.has(condition.name) ? undefined : frame.graph?.lets.get(condition.name);
      if (symbol) return ranges.assume(symbol.value, outcome, ranges.ids.letFrame(frame), world, reason);
      break;
    }
    case "Binary":
      if (condition.operator === "&&" || condition.operator === "||") {
        const behind = assumeRow(ranges, condition, outcome, frame, world, reason);
        // What an alternative says of both sides is not kept; that it held is.
        const isLoose = outcome === (condition.operator === "||") && behind.isPossible;
        return isLoose ? behind.with(id, said(outcome, reason ?? reasonOf(condition, outcome, frame))) : behind;
      }
      if (isComparison(condition.operator)) {
        return compared(ranges, condition, condition.operator, outcome, frame, world, reason);
      }
      break;
    default:
      break;
  }
  return narrow(ranges, condition, said(outcome, reason ?? reasonOf(condition, outcome, frame)), frame, world);
}

function said(outcome: boolean, reason: Reason): Value {
  return withReasons(ofTruth(outcome, !outcome), [reason]);
}

/** What is told of a condition that stands before: "`score > 5` is false here". */
function reasonOf({ span }: ast.Expression, outcome: boolean, { source }: Frame): Reason {
  const text = source.text.slice(span.start, span.end).replaceAll(/\s+/g, " ");
  return { text: `\`${text}\` is ${outcome} here`, at: { source, span, message: `this is ${outcome} here` } };
}

/** The conditions that `&&`, or `||`, joins, from the left. */
export function operandsOf(condition: ast.Binary): readonly ast.Expression[] {
  const found: ast.Expression[] = [];
  let at: ast.Expression = condition;
  while (at.kind === "Binary" && at.operator === condition.operator) {
    found.push(at.right);
    at = at.left;
  }
  return [at, ...found.toReversed()];
}

function assumeRow(
  ranges: Ranges,
  condition: ast.Binary,
  outcome: boolean,
  frame: Frame,
  world: World,
  reason: Reason | undefined,
): World {
  const isAnd = condition.operator === "&&";
  let found = nowhere(world);
  let at = world;
  for (const operand of operandsOf(condition)) {
    if (outcome !== isAnd) found = eitherWorld(found, ranges.assume(operand, outcome, frame, at, reason));
    at = ranges.assume(operand, isAnd, frame, at, reason);
  }
  return outcome === isAnd ? at : found;
}

/** How the sides of a comparison can stand to each other, whatever it turned out to be. */
export function relationIn(ranges: Ranges, condition: ast.Binary, frame: Frame, world: World): Relation {
  const { operator, left, right } = condition;
  const [a, b] = [ranges.value(left, frame, world), ranges.value(right, frame, world)];
  const [one, other] = [ranges.ids.of(left, frame), ranges.ids.of(right, frame)];
  const byValues = operator === "==" || operator === "!=" ? equality(a, b) : order(a, b);
  const byName = one === other ? { less: false, equal: true, greater: false, apart: a.numbers.nan } : anyRelation;
  const bySaying = ranges.relation(one, other, world)?.relation ?? anyRelation;
  return bothRelations(bothRelations(byValues, byName), bySaying);
}

function compared(
  ranges: Ranges,
  condition: ast.Binary,
  comparison: Comparison,
  outcome: boolean,
  frame: Frame,
  world: World,
  given: Reason | undefined,
): World {
  const { left, right } = condition;
  const relation = bothRelations(relationIn(ranges, condition, frame, world), waysOf(comparison, outcome));
  if (!isPossible(relation)) return nowhere(world);
  const [a, b] = [ranges.value(left, frame, world), ranges.value(right, frame, world)];
  const reason = given ?? reasonOf(condition, outcome, frame);
  let behind = world;
  for (const [side, value, other, isLeft] of [
    [left, a, b, true],
    [right, b, a, false],
  ] as const) {
    const next = limited(
      value,
      other,
      isLeft ? relation : { ...relation, less: relation.greater, greater: relation.less },
    );
    if (isSame(next, value)) continue;
    behind = narrow(
      ranges,
      side,
      withReasons(next, joined([reason], joined(other.because, value.because))),
      frame,
      behind,
    );
  }
  if (single(a) || single(b)) return behind;
  const [one, another] = [ranges.ids.of(left, frame), ranges.ids.of(right, frame)];
  return behind.withRelation(one, another, relation, [reason]);
}

/** The values that stand in the relation to one of the others. */
function limited(value: Value, other: Value, { less, equal, greater, apart }: Relation): Value {
  if (!less && !greater && !apart) return both({ ...value, numbers: { ...value.numbers, nan: false } }, other);
  if (!equal && less && greater) {
    const only = single(other);
    return only ? except(value, only) : value;
  }
  if (!isNumeric(value) || !isNumeric(other)) return value;
  // Beside `NaN` any number is apart.
  if (apart && other.numbers.nan) return value;
  const bounds = hull(other.numbers);
  let { numbers } = value;
  if (bounds && !greater) numbers = keepNaN(numbers, below(bounds.high, equal && !bounds.highOpen), apart);
  if (bounds && !less) numbers = keepNaN(numbers, above(bounds.low, equal && !bounds.lowOpen), apart);
  return { ...value, numbers: apart ? numbers : { ...numbers, nan: false } };
}

function keepNaN(numbers: Numbers, bounds: Numbers, apart: boolean): Numbers {
  return { ...bothNumbers(numbers, bounds), nan: apart && numbers.nan };
}

/** Notes that an expression has one of some values, and what follows for what it is made of. */
function narrow(ranges: Ranges, expression: ast.Expression, value: Value, frame: Frame, world: World): World {
  if (!ranges.mayLook()) return world;
  const known = ranges.value(expression, frame, world);
  const next = both(value, known);
  if (isImpossible(next)) return nowhere(world);
  const behind = world.with(ranges.ids.of(expression, frame), next);
  switch (expression.kind) {
    case "Name": {
      const symbol = frame.names.has(expression.name) ? undefined : frame.graph?.lets.get(expression.name);
      return symbol ? narrow(ranges, symbol.value, value, ranges.ids.letFrame(frame), behind) : behind;
    }
    case "Access":
    case "Index":
      // `a?.b` is there only where `a` is.
      if (next.missing || !known.missing) return behind;
      return narrow(ranges, expression.object, withReasons(presentValue, value.because), frame, behind);
    case "Call":
      return narrowArgument(ranges, expression, next, frame, behind);
    case "Binary": {
      if (expression.operator !== "??") return behind;
      const otherwise = both(ranges.value(expression.right, frame, behind), value);
      return isImpossible(otherwise) ? narrow(ranges, expression.left, value, frame, behind) : behind;
    }
    default:
      return behind;
  }
}

function narrowArgument(ranges: Ranges, call: ast.Call, value: Value, frame: Frame, world: World): World {
  const [first] = call.arguments;
  if (!first) return world;
  const given = call.arguments.map((argument) => ranges.value(argument, frame, world));
  const known = given[0];
  if (!known) return world;
  const limits = lengthsFor(call.callee.name, known, value) ?? argumentsFor(call, given, value);
  return limits ? narrow(ranges, first, limits, frame, world) : world;
}
