/** Names for what expressions say: two that say the same of the same state have one number, whatever their spaces and parentheses, and a `let` has that of its value. */
import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol, LetSymbol } from "../../bind/symbols.ts";
import type { Source } from "../../source/source.ts";
import type { Origin } from "./declared.ts";

export type Id = number;

/** What the names in an expression stand for. */
export interface Frame {
  /** The text that the expression is in. */
  readonly source: Source;
  readonly graph?: GraphSymbol;
  /** Variables, parameters, and `value`, `answer`, `output`, `error`, by their names. */
  readonly names: ReadonlyMap<string, Bound>;
}

/** What a name that no field and no `let` has stands for. */
export interface Bound {
  readonly id: Id;
  /** What is declared of it and checked in every run. */
  readonly origin?: Origin;
  /** The list that a variable of a map goes through. */
  readonly elementOf?: { readonly list: ast.Expression; readonly frame: Frame };
}

/** Deeper expressions are left alone: nobody writes them, and they would exhaust the stack. */
export const deepest = 200;

const volatile: ReadonlySet<string> = new Set(["now", "uuid", "set"]);

export class Ids {
  readonly #known = new Map<string, Id>();
  readonly #lets = new Map<LetSymbol, Id>();
  readonly #ofFrame = new WeakMap<Frame, Map<ast.Expression, Id>>();
  readonly #letFrames = new Map<GraphSymbol, Frame>();
  readonly #counting = new Set<Id>();
  /** Whether something that was looked at last counts visits. */
  #counts = false;
  #next = 0;

  /** What counts visits, or is made of something that does. */
  get counting(): ReadonlySet<Id> {
    return this.#counting;
  }

  /** A number that nothing else has. */
  fresh(): Id {
    return this.#next++;
  }

  /** The number of something that a text describes. */
  named(text: string): Id {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const id = this.fresh();
    this.#known.set(text, id);
    return id;
  }

  of(expression: ast.Expression, frame: Frame, depth = 0): Id {
    let ids = this.#ofFrame.get(frame);
    if (!ids) this.#ofFrame.set(frame, (ids = new Map<ast.Expression, Id>()));
    const known = ids.get(expression);
    if (known !== undefined) {
      this.#counts ||= this.#counting.has(known);
      return known;
    }
    const before = this.#counts;
    this.#counts = false;
    const id = depth > deepest ? this.fresh() : this.#make(expression, frame, depth + 1);
    if (this.#counts) this.#counting.add(id);
    this.#counts ||= before;
    ids.set(expression, id);
    return id;
  }

  /** The number of `visits(node)`. */
  visits(node: string): Id {
    const id = this.named(`visits ${node}`);
    this.#counting.add(id);
    return id;
  }

  #make(expression: ast.Expression, outer: Frame, depth: number): Id {
    const inner = (one: ast.Expression): Id => this.of(one, outer, depth);
    switch (expression.kind) {
      case "StringLiteral":
        return this.named(JSON.stringify(expression.value));
      case "NumberLiteral":
      case "BooleanLiteral":
        return this.named(String(expression.value));
      case "BigIntLiteral":
        return this.named(`${expression.value}n`);
      case "NullLiteral":
        return this.named("null");
      case "RegularExpression":
        return this.named(`/${expression.pattern}/${expression.flags}`);
      case "Name":
        return this.#name(expression.name, outer, depth);
      case "Call":
        if (volatile.has(expression.callee.name)) return this.fresh();
        if (expression.callee.name === "visits") {
          this.#counts = true;
          return this.visits(nodeIn(expression));
        }
        return this.named(`${expression.callee.name}(${expression.arguments.map(inner).join()})`);
      case "Access":
        return this.named(`${inner(expression.object)}.${JSON.stringify(expression.member.name)}`);
      case "Index":
        return this.named(`${inner(expression.object)}[${inner(expression.index)}]`);
      case "Unary":
        return this.named(`${expression.operator} ${inner(expression.operand)}`);
      case "Binary":
        return this.named(`${inner(expression.left)} ${expression.operator} ${inner(expression.right)}`);
      case "Conditional":
        return this.named([expression.condition, expression.then, expression.otherwise].map(inner).join(" ? "));
      case "Template": {
        const texts = expression.texts.map((text) => JSON.stringify(text.value));
        return this.named(`\`${texts.join()}\` ${expression.expressions.map(inner).join()}`);
      }
      case "ArrayExpression": {
        const items = expression.items.map((item) =>
          item.kind === "Spread" ? `...${inner(item.value)}` : inner(item),
        );
        return this.named(`[${items.join()}]`);
      }
      case "Lambda": {
        const frame = this.lambdaFrame(expression, outer);
        return this.named(`${expression.parameters.length} => ${this.of(expression.body, frame, depth)}`);
      }
      case "ObjectExpression":
        return this.fresh();
    }
  }

  #name(name: string, frame: Frame, depth: number): Id {
    const bound = frame.names.get(name);
    if (bound) return bound.id;
    const symbol = frame.graph?.lets.get(name);
    if (!symbol) return this.named(`field ${name}`);
    const known = this.#lets.get(symbol);
    if (known !== undefined) {
      this.#counts ||= this.#counting.has(known);
      return known;
    }
    // One that needs its own value is reported where it is bound.
    this.#lets.set(symbol, this.fresh());
    const id = this.of(symbol.value, this.letFrame(frame), depth);
    this.#lets.set(symbol, id);
    return id;
  }

  /** What the value of a `let` sees: fields and other `let`s. */
  letFrame(outer: Frame): Frame {
    const { graph } = outer;
    if (!graph) return outer;
    const frame = this.#letFrames.get(graph) ?? { source: graph.source, graph, names: new Map<string, Bound>() };
    this.#letFrames.set(graph, frame);
    return frame;
  }

  /** What the body of a lambda sees. Parameters are numbered, so that their names do not matter. */
  lambdaFrame({ parameters }: ast.Lambda, outer: Frame): Frame {
    const { names } = outer;
    const own = parameters.map(
      ({ name }, index) => [name, { id: this.named(`parameter ${names.size + index}`) }] as const,
    );
    return { ...outer, names: new Map<string, Bound>([...names, ...own]) };
  }
}

/** The node that `visits(n)` counts. */
export function nodeIn({ arguments: [node] }: ast.Call): string {
  return node?.kind === "Name" ? node.name : "";
}
