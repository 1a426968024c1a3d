import { createHash } from "node:crypto";
import type * as ast from "../ast/ast.ts";
import { components } from "../bind/components.ts";
import type { TypeSymbol } from "../bind/symbols.ts";
import type { Source } from "../source/source.ts";
import type { ObjectType, Type } from "../types/type.ts";
import { sourceText } from "./source-text.ts";

/**
 * The structure of types as texts: equal where the same values are allowed for the same reasons, whatever declared types are called and in whatever order their
 * members stand. A declared type has the text of what it stands for; types that contain themselves are told apart by what can be found in them at any depth.
 * A text that grows long becomes a hash, so that types that share others take no more than their own size.
 */
export class StructureTexts {
  readonly #declared = new Map<TypeSymbol, string>();

  /** `source` is the text that conditions inside the type stand in. */
  text(type: Type, source: Source | undefined): string {
    switch (type.kind) {
      case "primitive":
        return type.name;
      case "literal":
        return typeof type.value === "bigint" ? `${type.value}n` : JSON.stringify(type.value);
      case "array":
        return `array(${this.text(type.element, source)})`;
      case "tuple":
        return short(`tuple(${type.elements.map((element) => this.text(element, source)).join(", ")})`);
      case "map":
        return `map(${this.text(type.value, source)})`;
      case "union":
        return short(`either(${inOrder(type.members.map((member) => this.text(member, source)))})`);
      case "object":
        return short(`object(${this.#members(type, source)})`);
      case "named":
        return this.#named(type.symbol);
      case "opaque":
        return `typescript(${type.import.imported} ${type.of})`;
      default:
        return type.kind;
    }
  }

  #named(symbol: TypeSymbol): string {
    if (!this.#declared.has(symbol)) {
      const unknown = (one: TypeSymbol): readonly TypeSymbol[] =>
        [...mentionedIn(one.type)].filter((other) => !this.#declared.has(other));
      for (const component of components([symbol], unknown)) this.#declare(component);
    }
    return this.#declared.get(symbol) ?? "";
  }

  /** Finds the texts of declared types that contain each other; those of all others in them are known. */
  #declare(component: readonly TypeSymbol[]): void {
    const [first] = component;
    if (first && component.length === 1 && !mentionedIn(first.type).has(first)) {
      this.#declared.set(first, this.#own(first));
      return;
    }
    // Each round tells apart what differs one level deeper, until a round tells nothing more apart.
    for (const symbol of component) this.#declared.set(symbol, "itself");
    for (let kinds = 0; ;) {
      const texts = component.map((symbol) => hashed(this.#own(symbol)));
      component.forEach((symbol, index) => this.#declared.set(symbol, texts[index] ?? ""));
      const distinct = new Set(texts).size;
      if (distinct === kinds) break;
      kinds = distinct;
    }
    const all = inOrder([...new Set(component.map((symbol) => this.#named(symbol)))]);
    for (const symbol of component)
      this.#declared.set(symbol, short(`cycle(${this.#named(symbol)} of ${hashed(all)})`));
  }

  #own({ type, where, source }: TypeSymbol): string {
    return this.text(type, source) + whereText(source, where);
  }

  #members(type: ObjectType, source: Source | undefined): string {
    return inOrder(
      [...type.members.values()].map((member) => {
        const where = whereText(source, member.where);
        return `${JSON.stringify(member.name)}${member.optional ? "?" : ""}: ${this.text(member.type, source)}${where}`;
      }),
    );
  }
}

/** The declared types that a type names. */
function mentionedIn(type: Type, found = new Set<TypeSymbol>()): ReadonlySet<TypeSymbol> {
  if (type.kind === "named") found.add(type.symbol);
  else if (type.kind === "array") mentionedIn(type.element, found);
  else if (type.kind === "map") mentionedIn(type.value, found);
  else if (type.kind === "tuple") for (const element of type.elements) mentionedIn(element, found);
  else if (type.kind === "union") for (const member of type.members) mentionedIn(member, found);
  else if (type.kind === "object") for (const member of type.members.values()) mentionedIn(member.type, found);
  return found;
}

function inOrder(texts: readonly string[]): string {
  return texts.toSorted().join(", ");
}

function short(text: string): string {
  return text.length > 1000 ? hashed(text) : text;
}

function hashed(text: string): string {
  return `#${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
}

export function whereText(source: Source | undefined, where: ast.Expression | undefined): string {
  return source === undefined || where === undefined ? "" : ` where ${sourceText(source, where.span)}`;
}
