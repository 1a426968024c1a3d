/** Schemas: constants for declared types, expressions for the rest. */
import type * as ast from "../ast/ast.ts";
import type { TypeSymbol } from "../bind/symbols.ts";
import { sourceText } from "../plan/source-text.ts";
import { lowerFirst } from "../plan/names.ts";
import type { Source } from "../source/source.ts";
import { withoutAbsent } from "../types/parts.ts";
import type { LiteralType, ObjectMember, ObjectType, Primitive, Type } from "../types/type.ts";
import { expressionText } from "./expression.ts";
import { NO_FACTS } from "./facts.ts";
import type { Purity } from "./items.ts";
import { keywordsOf } from "./keywords.ts";
import type { ModuleScope } from "./module-scope.ts";
import { CONDITIONAL } from "./precedence.ts";
import { memberType, objectTypeText, typeText } from "./types.ts";
import { bodyText, objectText, stringText } from "./text.ts";

/** Prints the schemas of one module; a declared type becomes a constant when it is first needed. */
export class SchemaPrinter {
  readonly #scope: ModuleScope;
  readonly #constants = new Map<TypeSymbol, string>();
  readonly #open = new Set<TypeSymbol>();

  constructor(scope: ModuleScope) {
    this.#scope = scope;
  }

  /** The schema of a type; `source` is the text that conditions inside it stand in. */
  text(type: Type, source: Source): string {
    switch (type.kind) {
      case "primitive":
        return type.name === "null" ? "rt.literals(null)" : `rt.${type.name}`;
      case "literal":
        return `rt.literals(${typeText(type, this.#scope)})`;
      case "array":
        return `rt.array(${this.text(type.element, source)})`;
      case "tuple":
        return `rt.tuple(${type.elements.map((element) => this.text(element, source)).join(", ")})`;
      case "map":
        return `rt.map(${this.text(type.value, source)})`;
      case "object":
        return this.#object(type, objectTypeText([...type.members.values()], this.#scope), source);
      case "union":
        return this.#union(type.members, source);
      case "named":
        return this.#named(type.symbol);
      case "opaque":
        return this.#opaque(type);
      default:
        return `rt.opaque("unknown")`;
    }
  }

  /** An object with the schema of each member. */
  members(members: readonly ObjectMember[], source: Source): string {
    return objectText(
      members.map((member) => {
        const { type: of, optional } = memberType(member);
        const plain = this.text(of, source);
        const checked = member.where === undefined ? plain : this.where(plain, of, member.where, source);
        return [member.name, optional ? `rt.optional(${checked})` : checked] as const;
      }),
    );
  }

  /** A schema with a condition on its value. */
  where(schema: string, type: Type, condition: ast.Expression, source: Source): string {
    const around = { module: this.#scope, source, args: "args", error: "error", facts: NO_FACTS };
    const holds = expressionText(condition, around, CONDITIONAL);
    const keywords = [...keywordsOf(condition, type)].map(
      ([keyword, value]) => [keyword, typeof value === "string" ? stringText(value) : String(value)] as const,
    );
    const known = keywords.length === 0 ? "" : `, ${objectText(keywords)}`;
    return `rt.where(${schema}, (value) => ${bodyText(holds)}, ${stringText(sourceText(source, condition.span))}${known})`;
  }

  /** The constant of a declared type. Those that its own is made of come first, one after the other: there may be thousands, each made of the one before. */
  #named(symbol: TypeSymbol): string {
    const known = this.#constants.get(symbol);
    if (known !== undefined)
      return this.#open.has(symbol) ? `rt.lazy(${stringText(symbol.name)}, () => ${known})` : known;
    const name = this.#openConstant(symbol);
    const opened = [{ symbol, inner: namesIn(symbol.type) }];
    for (let last = opened.at(-1); last; last = opened.at(-1)) {
      const next = last.inner.next().value;
      if (next === undefined) {
        this.#hoist(last.symbol);
        opened.pop();
      } else if (!this.#constants.has(next)) {
        this.#openConstant(next);
        opened.push({ symbol: next, inner: namesIn(next.type) });
      }
    }
    return name;
  }

  #openConstant(symbol: TypeSymbol): string {
    const lower = lowerFirst(symbol.name);
    const name = this.#scope.local(lower, `${lower}Schema`);
    this.#constants.set(symbol, name);
    this.#open.add(symbol);
    return name;
  }

  /** Writes the constant of a declared type, behind those that it names. */
  #hoist(symbol: TypeSymbol): void {
    const name = this.#constants.get(symbol) as string;
    const { type, where, source } = symbol;
    const typeName = this.#scope.typeName(symbol);
    const plain = type.kind === "object" ? this.#object(type, typeName, source) : this.text(type, source);
    const value = where === undefined ? plain : this.where(plain, type, where, source);
    this.#open.delete(symbol);
    this.#scope.hoisted.push({
      kind: "const",
      name: this.#scope.marked(name, symbol.node.name.span, source),
      type: `rt.Schema<${typeName}>`,
      value,
      pure: purityOf(value),
      exported: false,
    });
  }

  #object(type: ObjectType, typeName: string, source: Source): string {
    return `rt.object<${typeName}>(${this.members([...type.members.values()], source)})`;
  }

  /** All literals of a union make one schema. */
  #union(members: readonly Type[], source: Source): string {
    const values = members.filter(isLiteral);
    const literals = values.map((literal) => typeText(literal, this.#scope));
    const kinds = new Set(values.map((literal) => (literal.kind === "literal" ? typeof literal.value : "null")));
    // TypeScript does not infer a union of several kinds from the arguments.
    const argument = kinds.size > 1 ? `<${literals.join(" | ")}>` : "";
    const others = members
      .filter((member) => !isLiteral(member) && member.kind !== "absent")
      .map((member) => this.text(member, source));
    const all = literals.length === 0 ? others : [`rt.literals${argument}(${literals.join(", ")})`, ...others];
    const [only] = all;
    if (all.length === 1 && only !== undefined) return only;
    const type = typeText(withoutAbsent({ kind: "union", members }), this.#scope);
    return `rt.either<${type}>(${all.join(", ")})`;
  }

  #opaque(type: Type & { readonly kind: "opaque" }): string {
    const text = typeText(type, this.#scope);
    const argument = text === "unknown" ? "" : `<${text}>`;
    return `rt.opaque${argument}(${stringText(type.import.name)})`;
  }
}

/** The declared types that a type names, in the order in which its schema does. */
function* namesIn(type: Type): Generator<TypeSymbol, undefined> {
  if (type.kind === "named") yield type.symbol;
  for (const part of partsOf(type)) yield* namesIn(part);
  return undefined;
}

function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "array":
      return [type.element];
    case "tuple":
      return type.elements;
    case "map":
      return [type.value];
    case "object":
      return [...type.members.values()].map((member) => member.type);
    case "union":
      return type.members;
    default:
      return [];
  }
}

/** What a bundler must know of the constant that a schema becomes: one without a call stands for another. */
export function purityOf(schema: string): Purity | undefined {
  const calls = schema.match(/\brt\.\w+(<[^(]*>)?\(/g) ?? [];
  return calls.length === 0 ? undefined : calls.length === 1 ? "call" : "function";
}

function isLiteral(type: Type): type is LiteralType | (Primitive & { readonly name: "null" }) {
  return type.kind === "literal" || (type.kind === "primitive" && type.name === "null");
}
