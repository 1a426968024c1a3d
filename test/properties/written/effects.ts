/** Effects of handlers by `ctx.once`, and whether each visit has had its own, once. */
import type { AnyContext } from "../../acceptance/run.ts";

interface Counts {
  effects: number;
  visits: number;
}

export class Effects {
  readonly #counts = new Map<string, Counts>();
  readonly #kept = new Set<unknown>();
  #next = 0;

  /** Has the effect of a visit, and then fails once if there is another attempt. */
  async have(node: string, ctx: AnyContext): Promise<unknown> {
    const counts = this.#of(node);
    const result = await ctx.once("effect", async () => {
      counts.effects++;
      await Promise.resolve();
      return `${node} ${this.#next++}`;
    });
    if (ctx.attempt === 1) throw new Error("as always at first");
    return result;
  }

  /** A visit ends, well or not, with what its effect has come to. */
  end(node: string, result: unknown): void {
    this.#of(node).visits++;
    this.#kept.add(result);
  }

  /** What is wrong once a run is over. */
  wrong(): readonly string[] {
    const counts = [...this.#counts].filter(([, { effects, visits }]) => effects !== visits);
    const found = counts.map(([node, { effects, visits }]) => `${effects} effects in ${visits} visits of ${node}`);
    const visits = [...this.#counts.values()].reduce((sum, one) => sum + one.visits, 0);
    if (this.#kept.size !== visits) found.push(`${this.#kept.size} results in ${visits} visits`);
    return found;
  }

  #of(node: string): Counts {
    const counts = this.#counts.get(node) ?? { effects: 0, visits: 0 };
    this.#counts.set(node, counts);
    return counts;
  }
}
