/** Writes graphs whose flow is well formed, from a tape of decisions, so that a failing one shrinks with its tape. */

export interface Tape {
  /** A whole number from 0 below `limit`; 0 where the tape is over. */
  next(limit: number): number;
}

export function tapeOf(decisions: readonly number[]): Tape {
  let at = 0;
  return { next: (limit) => (decisions[at++] ?? 0) % limit };
}

/** The parts of a text, so that a test can add to its edges. */
export interface WrittenGraph {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

export function textOf({ nodes, edges }: WrittenGraph): string {
  const declared = nodes.map((name) => `  node ${name}`);
  return ['import { pick } from "./pick.ts"', "graph G {", ...declared, ...edges.map((edge) => `  ${edge}`), "}"].join(
    "\n",
  );
}

export function writeGraph(tape: Tape): WrittenGraph {
  const writer = new Writer(tape);
  const chain = writer.chain(3, []);
  writer.edges.unshift(`start -> ${chain} -> end`);
  return writer;
}

class Writer implements WrittenGraph {
  readonly nodes: string[] = [];
  readonly edges: string[] = [];
  readonly #tape: Tape;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /**
   * Steps that leave their end open. `behind` are the nodes of the same place to which a path may go back: each has a way out, because something follows it.
   */
  chain(depth: number, behind: readonly string[]): string {
    const steps: string[] = [];
    const passed = [...behind];
    const count = 1 + this.#tape.next(3);
    for (let i = 0; i < count; i++) {
      const form = depth === 0 || this.nodes.length > 60 ? 0 : this.#tape.next(7);
      if (form === 6) steps.push(this.#node(passed), `goto ${this.#choices()}`);
      else steps.push(this.#step(form, depth - 1, passed));
    }
    return steps.join(" -> ");
  }

  #step(form: number, depth: number, passed: string[]): string {
    switch (form) {
      case 2:
        return `[${this.#list(() => this.#member(depth))}]`;
      case 3:
        return `when { ${this.#arms(depth, passed, "x")} }`;
      case 4:
        return `match x { ${this.#arms(depth, passed, '"a"')} }`;
      case 5:
        return `route pick ${this.#choices()}`;
      default:
        return this.#node(passed);
    }
  }

  #fresh(): string {
    const name = `n${this.nodes.length}`;
    this.nodes.push(name);
    return name;
  }

  /** A node, perhaps with a recovery that ends in its place or goes back to a node there. */
  #node(passed: string[]): string {
    const name = this.#fresh();
    if (this.#tape.next(5) === 1) {
      const recovery = this.#fresh();
      const back = this.#back(passed);
      this.edges.push(`${name} on error -> ${recovery} -> ${back ?? "end"}`);
    }
    passed.push(name);
    return name;
  }

  /** The end of a chain that goes back to a node of the same place, bounded or not. */
  #back(passed: readonly string[]): string | undefined {
    const target = passed[this.#tape.next(passed.length + 1)];
    if (target === undefined) return undefined;
    return this.#tape.next(2) === 0 ? target : `${target} max ${1 + this.#tape.next(3)} then end`;
  }

  #member(depth: number): string {
    const chain =
      this.#tape.next(6) === 1 ? "end" : this.chain(depth, []) + (this.#tape.next(4) === 1 ? " -> end" : "");
    return `${chain}${["", " for i in list", " if x", " for i in list if x"][this.#tape.next(4)]}`;
  }

  /** The first arm is open, so that something follows the branch; the others may end, or go back. */
  #arms(depth: number, passed: readonly string[], first: string): string {
    const arms = [`${first} -> ${this.chain(depth, passed)}`];
    if (this.#tape.next(2) === 1) arms.push(`else -> ${this.#back(passed) ?? "end"}`);
    else arms.push(`else -> ${this.chain(depth, passed)} -> ${this.#back(passed) ?? "end"}`);
    return arms.join(" ");
  }

  #choices(): string {
    const names = [
      this.#fresh(),
      ...(this.#tape.next(2) === 1 ? [this.#fresh()] : []),
      ...(this.#tape.next(2) === 1 ? ["end"] : []),
    ];
    return this.#tape.next(2) === 1 ? `[${names.join(", ")}]` : `{ ${names.join(", ")} }`;
  }

  #list(item: () => string): string {
    return Array.from({ length: 1 + this.#tape.next(3) }, item).join(", ");
  }
}
