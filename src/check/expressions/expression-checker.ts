import type * as ast from "../../ast/ast.ts";
import type { LetSymbol, Module, ValueSymbol } from "../../bind/symbols.ts";
import { G301, G303, G304 } from "../../diagnostics/catalogue/g3.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { eitherOf } from "../../types/either.ts";
import { literalType, nullType, patternType, stringType, unknownType } from "../../types/make.ts";
import { alternatives, isMissing, mayBeAbsent, mayBeMissing, present } from "../../types/parts.ts";
import { describe } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import { checkChain } from "./access.ts";
import { checkCall } from "./calls.ts";
import type { Checker, Verdict } from "./checker.ts";
import { assume, type Facts } from "./facts.ts";
import { isOf } from "./kinds.ts";
import { checkArray, checkObject } from "./literals.ts";
import { checkName } from "./names.ts";
import { checkBinary, checkUnary } from "./operators.ts";
import { withFacts, type Scope } from "./scope.ts";
import { otherwise } from "./otherwise.ts";

/** Longer texts say nothing in a message that the source frame does not show. */
const longestText = 40;

/** Checks the expressions of one module and collects what it finds. */
export class ExpressionChecker implements Checker {
  readonly module: Module;
  readonly report: Report;
  readonly types = new Map<ast.Expression, Type>();
  readonly names = new Map<ast.Name, ValueSymbol>();
  readonly proven = new Set<ast.Name>();
  /** The types of the `let`s, or the scopes of those that nobody asked for yet. */
  readonly #lets = new Map<LetSymbol, Type | Scope>();

  #mistakes = 0;
  /** The verdicts on the conditions around that are not right. */
  #around: readonly Verdict[] = [];

  constructor(module: Module, report: Report) {
    this.module = module;
    this.report = (message, span, details) => {
      if (this.#around.includes("wrong") || (this.isDoubting && message.code === "G303")) return;
      if (message.severity === "error") this.#mistakes++;
      report(message, span, details);
    };
  }

  get mistakes(): number {
    return this.#mistakes;
  }

  get isDoubting(): boolean {
    return this.#around.length > 0;
  }

  behind<Result>(verdict: Verdict, run: () => Result): Result {
    if (verdict === "right") return run();
    const around = this.#around;
    this.#around = [...around, verdict];
    try {
      return run();
    } finally {
      this.#around = around;
    }
  }

  check(expression: ast.Expression, scope: Scope, expected?: Type): Type {
    return this.record(expression, this.#typeFor(expression, scope, expected));
  }

  #typeFor(expression: ast.Expression, scope: Scope, expected: Type | undefined): Type {
    switch (expression.kind) {
      case "StringLiteral":
      case "NumberLiteral":
      case "BigIntLiteral":
      case "BooleanLiteral":
        return literalType(expression.value);
      case "NullLiteral":
        return nullType;
      case "Name":
        return checkName(expression, scope, this);
      case "Call":
        return checkCall(expression, scope, this, expected);
      case "Access":
      case "Index":
        return checkChain(expression, scope, this);
      case "Unary":
        return checkUnary(expression, scope, this);
      case "Binary":
        return checkBinary(expression, scope, this, expected);
      case "Conditional":
        return this.checkSides(expression, scope, (side, inner) => this.check(side, inner, expected));
      case "ArrayExpression":
        return checkArray(expression, scope, this, expected);
      case "ObjectExpression":
        return checkObject(expression, scope, this, expected);
      case "Template":
        for (const part of expression.expressions) this.checkPresent(part, scope);
        return stringType;
      case "Lambda":
        // An arrow of another kind has been reported, and may not have been meant as a lambda.
        if (this.module.source.text.slice(expression.span.start, expression.body.span.start).includes("=>"))
          this.report(G304.lambdaHere(), expression.span);
        return unknownType;
      case "RegularExpression":
        this.report(G304.patternHere(), expression.span);
        return patternType;
    }
  }

  checkSides(conditional: ast.Conditional, scope: Scope, run: (side: ast.Expression, scope: Scope) => Type): Type {
    const { condition, then, otherwise } = conditional;
    const verdict = this.checkCondition(condition, scope, "`?:`");
    const side = (expression: ast.Expression, outcome: boolean): Type =>
      run(expression, withFacts(scope, this.assume(condition, outcome, scope.facts)));
    const type = this.behind(verdict, () => eitherOf([side(then, true), side(otherwise, false)]));
    return this.record(conditional, verdict === "wrong" ? unknownType : type);
  }

  checkPresent(expression: ast.Expression, scope: Scope, expected?: Type): Type {
    return this.requirePresent(expression, this.check(expression, scope, expected));
  }

  checkKept(expression: ast.Expression, scope: Scope, expected?: Type): Type {
    const type = this.check(expression, scope, expected);
    return mayBeAbsent(type) ? this.requirePresent(expression, type) : type;
  }

  requirePresent(expression: ast.Expression, type: Type): Type {
    // A `null` in the text is not absent by accident: the place says what it takes instead.
    if (!mayBeMissing(type) || expression.kind === "NullLiteral") return type;
    this.report(G303.used(this.textOf(expression)), expression.span, {
      fixes: otherwise(expression, present(type), this.module.source),
    });
    return present(type);
  }

  checkCondition(expression: ast.Expression, scope: Scope, where = "a condition"): Verdict {
    const before = this.#mistakes;
    const type = this.check(expression, scope);
    const there = present(type);
    const isCondition = isOf(there, "boolean") && expression.kind !== "NullLiteral";
    if (alternatives(type).some(isMissing) && isCondition) {
      this.report(G303.condition(this.textOf(expression)), expression.span, {
        fixes: otherwise(expression, there, this.module.source),
      });
    } else if (!isOf(type, "boolean")) {
      this.report(G301.condition(where, describe(type)), expression.span);
    }
    if (!isCondition) return "wrong";
    return this.#mistakes > before ? "doubtful" : "right";
  }

  assume(condition: ast.Expression, outcome: boolean, facts: Facts): Facts {
    return assume(condition, outcome, facts, (expression) => this.types.get(expression));
  }

  typeOf(expression: ast.Expression): Type | undefined {
    return this.types.get(expression);
  }

  record(expression: ast.Expression, type: Type): Type {
    this.types.set(expression, type);
    return type;
  }

  recordName(name: ast.Name, symbol: ValueSymbol): void {
    this.names.set(name, symbol);
  }

  recordProven(name: ast.Name): void {
    this.proven.add(name);
  }

  /** Makes `let`s known with the scope that their values are checked in. */
  declareLets(symbols: Iterable<LetSymbol>, scope: Scope): void {
    for (const symbol of symbols) this.#lets.set(symbol, scope);
  }

  typeOfLet(symbol: LetSymbol): Type {
    const known = this.#lets.get(symbol);
    if (known === undefined || "kind" in known) return known ?? unknownType;
    // While its type is looked for, a `let` is unknown: one that needs itself is reported where it is bound.
    this.#lets.set(symbol, unknownType);
    const type = this.check(symbol.value, known);
    this.#lets.set(symbol, type);
    return type;
  }

  textOf({ span }: ast.Expression): string {
    const text = this.module.source.text.slice(span.start, span.end);
    return text.length > longestText || text.includes("\n") ? "this value" : `\`${text}\``;
  }
}
