/**
 * Tables that are printed one row a line without Prettier, whose time grows with every token: a row that fits its line is in its final form already.
 * A table stands in the text as a name until Prettier is done.
 */

import { plain } from "./origins.ts";

/** The width that generated modules are printed to. */
export const WIDTH = 120;

/** Shorter tables are left to Prettier. */
const FEWEST = 12;

const PREFIX = "graphcRows";

export class Rows {
  readonly #blocks: (readonly string[])[] = [];

  /** `[ … ]` of rows that stand `indent` columns from the left. */
  array(rows: readonly string[], indent: number): string {
    if (rows.length < FEWEST) return `[${rows.join(", ")}]`;
    return `[\n${this.#lines(rows, indent).join(",\n")}\n]`;
  }

  /** `{ … }` of properties that stand `indent` columns from the left: one a line if they are many. */
  object(properties: readonly string[], indent: number): string {
    if (properties.length === 0) return "{}";
    if (properties.length < FEWEST) return `{ ${properties.join(", ")} }`;
    return `{\n${this.#lines(properties, indent).join(",\n")}\n}`;
  }

  /** The members of an interface, laid out by whoever made them. */
  members(members: readonly string[]): string {
    return `${PREFIX}${this.#blocks.push(members) - 1}`;
  }

  /** Puts the rows into the printed text: behind a bracket that Prettier closed on the same line, or as far from the left as the name that stood for them. */
  fill(printed: string): string {
    const opened = new RegExp(`^( *)(.*)\\[${PREFIX}(\\d+)\\]`, "gm");
    const alone = new RegExp(`^( *)${PREFIX}(\\d+)[,;]?$`, "gm");
    return printed
      .replace(
        opened,
        (_line, left: string, head: string, block: string) =>
          `${left}${head}[\n${this.#text(block, `${left}  `)}\n${left}]`,
      )
      .replace(alone, (_line, left: string, block: string) => this.#text(block, left));
  }

  /** All rows, for a hash over what is printed. */
  toJSON(): readonly (readonly string[])[] {
    return this.#blocks;
  }

  #text(block: string, left: string): string {
    return (this.#blocks[Number(block)] ?? []).map((row) => row.replace(/^(?=.)/gm, left)).join("\n");
  }

  /** Rows in their final form are taken out of the text, neighbours together. */
  #lines(rows: readonly string[], indent: number): readonly string[] {
    const lines: string[] = [];
    let open: string[] | undefined;
    for (const row of rows) {
      if (!isFinal(row, indent)) {
        open = undefined;
        lines.push(row);
      } else if (open === undefined) {
        open = [`${row},`];
        lines.push(`${PREFIX}${this.#blocks.push(open) - 1}`);
      } else {
        open.push(`${row},`);
      }
    }
    return lines;
  }
}

/** Prettier may add parentheses and breaks to operators, so that a row with a function is final only where that does nothing but name and call. */
function isFinal(row: string, indent: number): boolean {
  const text = plain(row);
  if (text.length + indent + 1 > WIDTH || text.includes("\n")) return false;
  return !text.includes("=>") || !/[?|&%*/<>+-]|\bnew\b/.test(text.replaceAll("=>", ""));
}
