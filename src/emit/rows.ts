/**
 * Tables that are printed one row a line without Prettier, whose time grows with every token: a row that fits its line is in its final form already.
 * A table stands in the text as a name until Prettier is done.
 */

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

  /** `{ … }` of properties that stand `indent` columns from the left, one a line. */
  object(properties: readonly string[], indent: number): string {
    if (properties.length === 0) return "{}";
    const lines = properties.length < FEWEST ? properties : this.#lines(properties, indent);
    return `{\n${lines.join(",\n")}\n}`;
  }

  /** Puts the rows into the printed text, each as far from the left as the name that stood for them. */
  fill(printed: string): string {
    return printed.replace(new RegExp(`^( *)${PREFIX}(\\d+),?$`, "gm"), (_line, indent: string, block: string) =>
      (this.#blocks[Number(block)] ?? []).map((row) => `${indent}${row},`).join("\n"),
    );
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
        open = [row];
        lines.push(`${PREFIX}${this.#blocks.push(open) - 1}`);
      } else {
        open.push(row);
      }
    }
    return lines;
  }
}

/** Functions, templates and strings with escaped quotes are what Prettier may still change in a row that fits its line. */
function isFinal(row: string, indent: number): boolean {
  return row.length + indent + 1 <= WIDTH && !/=>|`|\\"|\n/.test(row);
}
