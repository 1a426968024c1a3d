/** Which values the expressions of one graph can have: at a place, after what conditions there have said, and by what is declared. */
import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol } from "../../bind/symbols.ts";
import type { Source } from "../../source/source.ts";
import { arrayOf } from "../../types/make.ts";
import { present } from "../../types/parts.ts";
import type { Typing } from "../typing.ts";
import { callValue } from "./calls.ts";
import { assume, type Truth } from "./conditions.ts";
import {
  declarationText,
  elementOf,
  memberOf,
  originOfField,
  originOfType,
  valueOfType,
  type Origin,
  type Pledge,
} from "./declared.ts";
import { above, both as bothNumbers, isNone, just } from "./numbers.ts";
import { deepest, Ids, type Frame, type Id } from "./ids.ts";
import { operatorValue } from "./operators.ts";
import { bothRelations } from "./relation.ts";
import {
  anyValue,
  both,
  either,
  isImpossible,
  joined,
  missingValue,
  ofConstant,
  ofTexts,
  otherValue,
  withReasons,
  type Reason,
  type Value,
} from "./value.ts";
import { ofLength } from "./texts.ts";
import { World, type Related } from "./world.ts";

/** Functions that give an element of a list, and those that give some of them as another list. */
const elementFunctions: ReadonlySet<string> = new Set(["first", "last", "find"]);
const listFunctions: ReadonlySet<string> = new Set(["filter", "sort", "reverse", "slice", "values"]);

/**
 * How many expressions are looked at in all, for any text and for each character of it; graphs that people write need a quarter of that at most. Where `let`s name each other
 * twice, there is no end to what conditions on them say; what is not looked at can be anything.
 */
const looksForAny = 5_000;
const looksPerCharacter = 2;

export class Ranges {
  readonly ids = new Ids();
  readonly #typing: Typing;
  readonly #origins = new Map<Id, Origin | undefined>();
  readonly #declared = new Map<Id, Value>();
  /** What declarations say of two values at once. */
  #always = new World();
  #depth = 0;
  #looksLeft: number;

  /** @param length of the text whose expressions it will be asked about, in characters */
  constructor(typing: Typing, length: number) {
    this.#typing = typing;
    this.#looksLeft = looksForAny + looksPerCharacter * length;
  }

  /** What a condition can turn out to be. */
  truth(condition: ast.Expression, frame: Frame, world: World): Truth {
    return {
      mayBeTrue: this.assume(condition, true, frame, world).isPossible,
      mayBeFalse: this.assume(condition, false, frame, world).isPossible,
    };
  }

  /** What is known behind a condition that turned out true, or false. `reason` is told of what it says. */
  assume(condition: ast.Expression, outcome: boolean, frame: Frame, world: World, reason?: Reason): World {
    if (!world.isPossible || this.#depth > deepest) return world;
    const key = `${this.ids.of(condition, frame)} ${outcome} ${reason?.text ?? ""}`;
    const known = world.behind.get(key);
    if (known) return known;
    if (!this.mayLook()) return world;
    this.#depth++;
    const behind = assume(this, condition, outcome, frame, world, reason);
    this.#depth--;
    world.behind.set(key, behind);
    return behind;
  }

  /** Every value that an expression can have. */
  value(expression: ast.Expression, frame: Frame, world: World): Value {
    if (this.#depth > deepest) return anyValue;
    const id = this.ids.of(expression, frame);
    const known = world.values.get(id);
    if (known) return known;
    if (!this.mayLook()) return anyValue;
    this.#depth++;
    let value = this.#compute(expression, id, frame, world);
    this.#depth--;
    // What was said of the whole; asked only now, because the parts bring with them what is declared of them.
    const declared = this.#declared.get(id);
    if (declared) value = both(value, declared);
    const said = world.facts.get(id);
    if (said) value = both(value, said);
    world.values.set(id, value);
    return value;
  }

  /** Whether one expression more may be looked at. */
  mayLook(): boolean {
    return this.#looksLeft-- > 0;
  }

  /** How two expressions stand to each other by what was said of both. */
  relation(a: Id, b: Id, world: World): Related | undefined {
    const said = world.relationOf(a, b);
    const declared = this.#always.relationOf(a, b);
    if (!said || !declared) return said ?? declared;
    return {
      relation: bothRelations(said.relation, declared.relation),
      because: joined(said.because, declared.because),
    };
  }

  #compute(expression: ast.Expression, id: Id, frame: Frame, world: World): Value {
    switch (expression.kind) {
      case "StringLiteral":
      case "NumberLiteral":
      case "BooleanLiteral":
        return ofConstant(expression.value);
      case "NullLiteral":
        return missingValue;
      case "Name":
        return this.#name(expression, id, frame, world);
      case "Access":
      case "Index":
        return this.#part(expression, id, frame, world);
      case "Call":
        return this.#call(expression, id, frame, world);
      case "Unary":
      case "Binary":
        return operatorValue(this, expression, frame, world) ?? this.#typed(expression, frame);
      case "Conditional":
        return this.#conditional(expression, frame, world);
      case "Template": {
        for (const part of expression.expressions) this.value(part, frame, world);
        const least = expression.texts.reduce((sum, text) => sum + text.value.length, 0);
        return ofTexts(ofLength(above(least, true)));
      }
      case "ArrayExpression":
      case "ObjectExpression":
      case "BigIntLiteral":
        return otherValue;
      case "RegularExpression":
      case "Lambda":
        return anyValue;
    }
  }

  #name(name: ast.Name, id: Id, frame: Frame, world: World): Value {
    const origin = this.origin(name, frame);
    if (origin) return this.promised(id, origin);
    const bound = frame.names.get(name.name);
    if (bound?.elementOf) this.value(bound.elementOf.list, bound.elementOf.frame, world);
    const symbol = bound ? undefined : frame.graph?.lets.get(name.name);
    if (symbol) return this.value(symbol.value, this.ids.letFrame(frame), world);
    return this.#typed(name, frame);
  }

  #part(expression: ast.Access | ast.Index, id: Id, frame: Frame, world: World): Value {
    const object = this.value(expression.object, frame, world);
    if (expression.kind === "Index") this.value(expression.index, frame, world);
    const origin = this.origin(expression, frame);
    if (!origin) return this.#typed(expression, frame);
    const promised = this.promised(id, origin);
    return object.missing ? { ...promised, missing: true } : this.#presentIn(promised, expression, frame, object);
  }

  /** A member that must be there is absent only where its object is. */
  #presentIn(value: Value, expression: ast.Access | ast.Index, frame: Frame, object: Value): Value {
    const outer = this.origin(expression.object, frame);
    if (expression.kind === "Index" || !outer || !value.missing) return value;
    const inner = memberOf({ ...outer, type: present(outer.type), mayBeAbsent: false }, expression.member.name);
    const isOwn = !inner || inner.mayBeAbsent || valueOfType(inner.type, true).missing;
    return isOwn ? value : { ...value, missing: false, because: joined(object.because, value.because) };
  }

  #call(call: ast.Call, id: Id, frame: Frame, world: World): Value {
    const given = call.arguments.map((argument) => this.value(argument, frame, world));
    const found = callValue(call, given);
    const origin = this.origin(call, frame);
    if (!origin) return found ?? this.#typed(call, frame);
    const promised = this.promised(id, origin);
    if (found) return both(promised, found);
    const [list] = given;
    const isThere = ["first", "last"].includes(call.callee.name) && list && !mayBeEmpty(list);
    if (!isThere || valueOfType(origin.type, true).missing) return promised;
    return { ...promised, missing: false, because: joined(list.because, promised.because) };
  }

  #conditional({ condition, then, otherwise }: ast.Conditional, frame: Frame, world: World): Value {
    const [ifTrue, ifFalse] = [true, false].map((outcome) => this.assume(condition, outcome, frame, world));
    const values = [
      ...(ifTrue?.isPossible ? [this.value(then, frame, ifTrue)] : []),
      ...(ifFalse?.isPossible ? [this.value(otherwise, frame, ifFalse)] : []),
    ];
    const [first = anyValue, second = first] = values;
    return either(first, second);
  }

  /** What the type of an expression says that no run checks. */
  #typed(expression: ast.Expression, frame: Frame): Value {
    // Inside the `where` of a type the same expression may stand for several values.
    const type = frame.graph && this.#typing.types.get(expression);
    return type ? valueOfType(type, false) : anyValue;
  }

  /** What is declared of an expression, if it stands for a value that is checked in every run. */
  origin(expression: ast.Expression, frame: Frame): Origin | undefined {
    if (this.#depth > deepest) return undefined;
    const id = this.ids.of(expression, frame);
    if (this.#origins.has(id)) return this.#origins.get(id);
    this.#depth++;
    const origin = this.#findOrigin(expression, frame);
    this.#depth--;
    this.#origins.set(id, origin);
    return origin;
  }

  #findOrigin(expression: ast.Expression, frame: Frame): Origin | undefined {
    switch (expression.kind) {
      case "Name":
        return this.#originOfName(expression.name, frame);
      case "Access": {
        const object = this.origin(expression.object, frame);
        return object && memberOf(object, expression.member.name);
      }
      case "Index": {
        const list = this.origin(expression.object, frame);
        const element = list && elementOf(list);
        return element && { ...element, mayBeAbsent: true };
      }
      case "Call":
        return this.#originOfCall(expression, frame);
      default:
        return undefined;
    }
  }

  #originOfName(name: string, frame: Frame): Origin | undefined {
    const bound = frame.names.get(name);
    if (bound) {
      if (bound.origin) return bound.origin;
      const list = bound.elementOf && this.origin(bound.elementOf.list, bound.elementOf.frame);
      return list && elementOf(list);
    }
    const { graph } = frame;
    const field = graph?.fields.get(name);
    if (field && graph) return originOfField(field, graph);
    const symbol = graph?.lets.get(name);
    return symbol && this.origin(symbol.value, this.ids.letFrame(frame));
  }

  /** Functions that hand on elements of what they are given. */
  #originOfCall({ callee, arguments: [list] }: ast.Call, frame: Frame): Origin | undefined {
    const isElement = elementFunctions.has(callee.name);
    if (!list || !(isElement || listFunctions.has(callee.name))) return undefined;
    const origin = this.origin(list, frame);
    const element = origin && elementOf(origin);
    if (!element) return undefined;
    // Another list is made, of which nothing but its elements is promised.
    return isElement ? { ...element, mayBeAbsent: true } : originOfType(arrayOf(element.type), origin.at);
  }

  /** What a declaration promises of a value, and of what is made of it: its length, a member, a comparison. */
  promised(id: Id, origin: Origin): Value {
    const known = this.#declared.get(id);
    if (known) return known;
    const reason: Reason = {
      text: declarationText(origin),
      at: { ...origin.at, message: "it is declared here" },
      isWeak: true,
    };
    const typed = withReasons(valueOfType(origin.type, true), [reason]);
    let value: Value = origin.mayBeAbsent ? { ...typed, missing: true } : typed;
    this.#declared.set(id, value);
    for (const pledge of origin.pledges) {
      value = this.#keep(id, value, pledge, origin);
      this.#declared.set(id, value);
    }
    return value;
  }

  #keep(id: Id, value: Value, pledge: Pledge, origin: Origin): Value {
    const { missing } = value;
    const there: Value = { ...value, missing: false };
    if (isImpossible(there)) return value;
    const frame = frameOf(id, origin, pledge.source);
    const reason = {
      text: `\`where ${textIn(pledge)}\``,
      at: { source: pledge.source, span: pledge.where.span, message: "it always holds this" },
    };
    const world = new World(new Map([[id, there]]));
    world.values.set(id, there);
    const behind = this.assume(pledge.where, true, frame, world, reason);
    // What cannot hold is reported where it is written.
    if (!behind.isPossible) return value;
    const kept = behind.facts.get(id) ?? there;
    // Of what is made of an absent value nothing is promised.
    if (missing) return { ...kept, missing };
    for (const [key, fact] of behind.facts) if (key !== id) this.#declare(key, fact);
    for (const [a, b, { relation, because }] of behind.related()) {
      const always = this.#always.withRelation(a, b, relation, because);
      if (always.isPossible) this.#always = always;
    }
    return kept;
  }

  #declare(id: Id, value: Value): void {
    const known = this.#declared.get(id);
    this.#declared.set(id, known ? both(known, value) : value);
  }
}

/** What the `where` of a value sees. */
export function frameOf(id: Id, origin: Origin, source: Source): Frame {
  return { source, names: new Map([["value", { id, origin: { ...origin, mayBeAbsent: false, pledges: [] } }]]) };
}

/** What the expressions of a graph's flow see. */
export function graphFrame(graph: GraphSymbol): Frame {
  return { source: graph.source, graph, names: new Map() };
}

function textIn({ where, source }: Pledge): string {
  return source.text.slice(where.span.start, where.span.end).replaceAll(/\s+/g, " ");
}

function mayBeEmpty({ size }: Value): boolean {
  return !isNone(bothNumbers(size, just(0)));
}
