import { ProblemError } from "../web/problem.ts";

/** The parameters of an address, each checked as it is read; those that are not known are refused. */
export class Query {
  readonly #given: URLSearchParams;

  /** @throws ProblemError 400 for parameters that are not `known`, or given twice. */
  constructor(url: string, known: readonly string[]) {
    this.#given = new URL(url).searchParams;
    const seen = new Set<string>();
    for (const name of this.#given.keys()) {
      if (!known.includes(name)) throw refused(name, `is unknown; known are: ${known.join(", ") || "none"}`);
      if (seen.has(name)) throw refused(name, "is given twice");
      seen.add(name);
    }
  }

  /** 1 to 255 characters. */
  text(name: string): string | undefined {
    const value = this.#given.get(name) ?? undefined;
    if (value !== undefined && (value === "" || value.length > 255)) throw refused(name, "must be 1 to 255 characters");
    return value;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    const found = choices.find((choice) => choice === value);
    if (value !== undefined && found === undefined) throw refused(name, `must be one of ${choices.join(", ")}`);
    return found;
  }

  flag(name: string): boolean {
    return this.choice(name, ["true", "false"]) === "true";
  }

  /** How long a page is: 1 to 100. Default: 20. */
  limit(): number {
    const value = this.text("limit") ?? "20";
    if (!/^\d{1,3}$/.test(value) || Number(value) < 1 || Number(value) > 100)
      throw refused("limit", "must be 1 to 100");
    return Number(value);
  }
}

function refused(parameter: string, detail: string): ProblemError {
  return new ProblemError("malformed-request", `The parameter "${parameter.slice(0, 40)}" ${detail}.`, {
    errors: [{ detail, parameter: parameter.slice(0, 40) }],
  });
}
