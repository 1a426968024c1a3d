import { RefusedError } from "./refused.ts";

/** The members of a request's body or query, each checked as it is read. What is `null` counts as absent, as the client's types have it. */
export class Body {
  readonly #members: object;

  constructor(members: object) {
    this.#members = members;
  }

  /** A member as it is; `undefined` if it is absent or `null`. */
  value(name: string): unknown {
    if (!Object.hasOwn(this.#members, name)) return undefined;
    const value: unknown = Reflect.get(this.#members, name);
    return value === null ? undefined : value;
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || typeof value === "string" ? value : refuse(name, "must be a text");
  }

  required(name: string): string {
    return this.text(name) ?? refuse(name, "is missing");
  }

  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (value === true || value === "true" || value === "1") return true;
    return value === false || value === "false" || value === "0" ? false : refuse(name, "must be true or false");
  }

  /** A whole number from 0 on. */
  count(name: string): number | undefined {
    const value = this.value(name);
    const count = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (count === undefined) return undefined;
    return typeof count === "number" && Number.isSafeInteger(count) && count >= 0
      ? count
      : refuse(name, "must be a whole number from 0 on");
  }

  /** An object; a list is none. */
  object(name: string): object | undefined {
    const value = this.value(name);
    return value === undefined || isObject(value) ? value : refuse(name, "must be an object");
  }

  body(name: string): Body {
    return new Body(this.object(name) ?? {});
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    return Array.isArray(value) && value.every((one) => typeof one === "string")
      ? value
      : refuse(name, "must be a list of texts");
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    return choices.find((choice) => choice === value) ?? refuse(name, `must be one of ${choices.join(", ")}`);
  }

  /** @throws RefusedError if the member is there: what it asks for is not done here. */
  refuse(name: string, why: string): void {
    if (this.has(name)) refuse(name, `is not served: ${why}`);
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(name: string, problem: string): never {
  throw new RefusedError(422, `"${name}" ${problem}.`);
}
