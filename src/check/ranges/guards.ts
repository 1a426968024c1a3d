/** Walks the conditions of one graph with what is known at each of them, and reports those with one outcome only. */
import type * as ast from "../../ast/ast.ts";
import type { Span } from "../../source/source.ts";
import { G601, G602 } from "../../diagnostics/catalogue/g6.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { isUndecided } from "../../types/parts.ts";
import { missingArms } from "../missing-arms.ts";
import { firstLine } from "../places.ts";
import type { RuleContext } from "../rule.ts";
import { explain, textOf, type Explanation } from "./explain.ts";
import type { Bound, Frame } from "./ids.ts";
import { closed } from "./numbers.ts";
import type { Ranges } from "./ranges.ts";
import { operandsOf } from "./conditions.ts";
import { ofNumbers, withReasons, type Reason } from "./value.ts";
import { eitherWorld, nowhere, World } from "./world.ts";

/** What is done where a condition has one outcome only. */
export type GuardKind = "member" | "choice";

export class GuardWalker {
  readonly #ranges: Ranges;
  readonly #context: RuleContext;

  constructor(ranges: Ranges, context: RuleContext) {
    this.#ranges = ranges;
    this.#context = context;
  }

  /** A chain behind its sources. */
  edge({ chain, sources }: ast.Edge, frame: Frame): void {
    const [source, ...more] = sources;
    this.#chain(chain, frame, more.length === 0 && source ? this.#behind(source, frame) : new World());
  }

  #chain(chain: ast.Chain, frame: Frame, world: World): void {
    let at = world;
    for (const [index, step] of chain.steps.entries()) {
      const before = chain.steps[index - 1];
      // Behind a node the state may be another one.
      if (before) at = before.kind === "Target" ? this.#behind(before.name, frame) : new World();
      this.#step(step, frame, at);
    }
  }

  /** A path that has just left a node has left it once at least. */
  #behind({ name, span }: ast.Identifier, frame: Frame): World {
    if (!frame.graph?.nodes.has(name)) return new World();
    const reason: Reason = {
      text: `the path has just left \`${name}\``,
      at: { source: frame.source, span, message: `a path comes from \`${name}\`` },
    };
    const visited = withReasons(ofNumbers(closed(1, Number.MAX_VALUE, true)), [reason]);
    return new World().with(this.#ranges.ids.visits(name), visited);
  }

  #step(step: ast.Step, frame: Frame, world: World): void {
    switch (step.kind) {
      case "Target":
        for (const argument of step.arguments ?? []) this.expression(argument, frame, world);
        return;
      case "Group":
        for (const member of step.members) this.#member(member, frame, world);
        return;
      case "Match":
        this.#match(step, frame, world);
        return;
      case "When":
        this.#when(step, frame, world);
        return;
      case "Route":
      case "Goto":
        return;
    }
  }

  #member({ chain, map, condition }: ast.GroupMember, frame: Frame, world: World): void {
    let inner = frame;
    if (map) {
      this.expression(map.list, frame, world);
      const variable: Bound = { id: this.#ranges.ids.fresh(), elementOf: { list: map.list, frame } };
      inner = { ...frame, names: new Map([...frame.names, [map.variable.name, variable]]) };
    }
    let entered = world;
    if (condition) {
      this.#guard(condition, inner, world, "member");
      entered = this.#certain(condition, true, inner, world);
    }
    // A member counts the visits of its own path, from 0.
    this.#chain(chain, inner, entered.without(this.#ranges.ids.counting));
  }

  /** A condition of a member, or of `?:`. */
  #guard(condition: ast.Expression, frame: Frame, world: World, kind: GuardKind): void {
    this.expression(condition, frame, world);
    const { mayBeTrue, mayBeFalse } = this.#ranges.truth(condition, frame, world);
    if (!world.isPossible || (mayBeTrue && mayBeFalse)) return;
    const outcome = mayBeTrue;
    const why = explain(this.#ranges, condition, outcome, frame, world);
    if (!why) return;
    const message = kind === "member" ? G602.member(told(why), outcome) : G602.choice(told(why), outcome);
    this.#report(message, condition.span, why.reasons);
  }

  /** What is known behind a condition; what only constants decide changes nothing, because it is a switch that is set on purpose. */
  #certain(condition: ast.Expression, outcome: boolean, frame: Frame, world: World): World {
    const behind = this.#ranges.assume(condition, outcome, frame, world);
    return behind.isPossible ? behind : world;
  }

  #when({ arms, span }: ast.When, frame: Frame, world: World): void {
    const { source } = frame;
    const seen = new Map<number, ast.Expression>();
    let at = world;
    let isSwitch = false;
    for (const [index, arm] of arms.entries()) {
      const { condition, chain } = arm;
      const next = arms[index + 1];
      if (!condition) {
        if (!at.isPossible) this.#context.report(G602.elseLeft(), firstLine(arm.span, source));
        else this.#chain(chain, frame, at);
        return;
      }
      this.expression(condition, frame, at);
      const id = this.#ranges.ids.of(condition, frame);
      const same = seen.get(id);
      seen.set(id, condition);
      if (condition.kind === "BooleanLiteral" && !condition.value) {
        this.#context.report(G602.conditionFalse(), condition.span);
        continue;
      }
      if (same) {
        const related = [{ source, span: same.span, message: "it stands here already" }];
        this.#context.report(G602.conditionTwice(), condition.span, { related });
        continue;
      }
      if (condition.kind === "BooleanLiteral") {
        this.#chain(chain, frame, at);
        const related = [{ source, span: condition.span, message: "this one always holds" }];
        if (next) this.#context.report(G602.behindTrue(), firstLine(next.span, source), { related });
        return;
      }
      const { mayBeTrue, mayBeFalse } = this.#ranges.truth(condition, frame, at);
      if (!mayBeTrue && !mayBeFalse) return;
      if (!mayBeTrue) {
        const why = this.#why(condition, false, frame, world, at);
        if (why) this.#report(G602.never(told(why)), condition.span, why.reasons);
        else this.#chain(chain, frame, at);
        continue;
      }
      this.#chain(chain, frame, this.#ranges.assume(condition, true, frame, at));
      if (mayBeFalse) {
        at = this.#ranges.assume(condition, false, frame, at);
        continue;
      }
      const why = this.#why(condition, true, frame, world, at);
      if (!why) {
        isSwitch = true;
        continue;
      }
      const isAlways = !this.#ranges.truth(condition, frame, world).mayBeFalse;
      if (isAlways && (next || arms.length === 1)) {
        this.#report(G602.always(told(why), next !== undefined), condition.span, why.reasons);
      } else if (next) {
        const message = next.condition ? G602.nothingLeft() : G602.elseLeft();
        const related = [{ source, span: condition.span, message: "this arm takes what the arms before it leave" }];
        this.#context.report(message, firstLine(next.span, source), { related });
      }
      return;
    }
    if (isSwitch || !at.isPossible || this.#isUnknown(arms)) return;
    this.#context.report(G601.when(), firstLine(span, source), { fixes: missingArms(arms, ["else"], source) });
  }

  /** Why a condition has one outcome: by what holds before the branch, if that is enough, else by what the arms before it leave. */
  #why(condition: ast.Expression, outcome: boolean, frame: Frame, before: World, here: World): Explanation | undefined {
    const { mayBeTrue, mayBeFalse } = this.#ranges.truth(condition, frame, before);
    return explain(this.#ranges, condition, outcome, frame, mayBeTrue && mayBeFalse ? here : before);
  }

  /** Whether a condition needs a type that is not known, because something else is wrong or only TypeScript knows it. */
  #isUnknown(arms: readonly ast.WhenArm[]): boolean {
    const { types } = this.#context.typing;
    const isOpen = (expression: ast.Expression): boolean => {
      const type = types.get(expression);
      return !type || isUndecided(type);
    };
    return arms
      .flatMap(({ condition }) => (condition ? partsOf(condition) : []))
      .some((part) => isOpen(part) || (part.kind === "Binary" && [part.left, part.right].some(isOpen)));
  }

  #match({ subject, arms }: ast.Match, frame: Frame, world: World): void {
    this.expression(subject, frame, world);
    let left = world;
    for (const { patterns, chain } of arms) {
      if (!patterns) {
        if (left.isPossible) this.#chain(chain, frame, left);
        return;
      }
      let taken = nowhere(world);
      for (const pattern of patterns) {
        const equality = equalityOf(subject, pattern);
        const { mayBeTrue } = this.#ranges.truth(equality, frame, world);
        const why = mayBeTrue ? undefined : explain(this.#ranges, equality, false, frame, world);
        if (why && why.reasons.some((reason) => !reason.isWeak)) {
          this.#report(G602.pattern(textOf(pattern, frame), why.why), pattern.span, why.reasons);
        }
        const at = { source: frame.source, span: pattern.span, message: "this is the arm" };
        const text = textOf(pattern, frame);
        const is: Reason = { text: `this is the arm of \`${text}\``, at };
        const isNot: Reason = { text: `an earlier arm takes \`${text}\``, at };
        taken = eitherWorld(taken, this.#ranges.assume(equality, true, frame, left, is));
        left = this.#ranges.assume(equality, false, frame, left, isNot);
      }
      if (taken.isPossible) this.#chain(chain, frame, taken);
    }
  }

  /** The conditions inside an expression. Those in lambdas are left alone. */
  expression(expression: ast.Expression, frame: Frame, world: World, depth = 0): void {
    if (depth > 200) return;
    const inner = (one: ast.Expression, at = world): void => this.expression(one, frame, at, depth + 1);
    switch (expression.kind) {
      case "Conditional":
        this.#guard(expression.condition, frame, world, "choice");
        inner(expression.then, this.#certain(expression.condition, true, frame, world));
        inner(expression.otherwise, this.#certain(expression.condition, false, frame, world));
        return;
      case "Binary": {
        if (expression.operator !== "&&" && expression.operator !== "||") {
          inner(expression.left);
          inner(expression.right);
          return;
        }
        let at = world;
        for (const operand of operandsOf(expression)) {
          inner(operand, at);
          at = this.#certain(operand, expression.operator === "&&", frame, at);
        }
        return;
      }
      case "Unary":
        inner(expression.operand);
        return;
      case "Call":
        for (const argument of expression.arguments) inner(argument);
        return;
      case "Access":
        inner(expression.object);
        return;
      case "Index":
        inner(expression.object);
        inner(expression.index);
        return;
      case "Template":
        for (const part of expression.expressions) inner(part);
        return;
      case "ArrayExpression":
        for (const item of expression.items) inner(item.kind === "Spread" ? item.value : item);
        return;
      case "ObjectExpression":
        for (const property of expression.properties) inner(property.value);
        return;
      default:
        return;
    }
  }

  #report(message: Message, span: Span, reasons: readonly Reason[]): void {
    if (!this.#context.isSound(span)) return;
    const related = reasons.flatMap(({ at }) => at ?? []);
    this.#context.report(message, span, { related });
  }
}

/** The conditions that a condition is made of. */
function partsOf(condition: ast.Expression): readonly ast.Expression[] {
  if (condition.kind === "Unary") return partsOf(condition.operand);
  const isRow = condition.kind === "Binary" && (condition.operator === "&&" || condition.operator === "||");
  return isRow ? operandsOf(condition).flatMap(partsOf) : [condition];
}

function equalityOf(subject: ast.Expression, pattern: ast.Literal): ast.Binary {
  const { span } = pattern;
  return { kind: "Binary", operator: "==", operatorSpan: span, left: subject, right: pattern, span };
}

function told({ text, outcome, why }: Explanation): string {
  return `\`${text}\` is ${outcome ? "always" : "never"} true: ${why}`;
}
