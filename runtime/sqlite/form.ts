import { appendsOf, headOf } from "./row.ts";
import { decode } from "../state/codec.ts";
import type { Tables } from "./tables.ts";

/** A part of the way back from a checkpoint: its line from the row `first` to the row `last`. */
export interface Segment {
  readonly line: number;
  readonly first: number;
  readonly last: number;
}

/** Chunks that were appended, oldest first, with the field of each. */
export interface Appended<V> {
  readonly fields: readonly string[];
  readonly values: readonly V[];
}

/** How what is stored is read. */
export interface Form<V> {
  read(text: string): V;
  /** The chunks appended by the rows of a segment. */
  appended(tables: Tables, no: number, segment: Segment): Appended<V>;
}

const rows =
  "FROM entry WHERE key BETWEEN (? << 32) | ? AND (? << 32) | ? AND line = ? AND appended IS NOT NULL ORDER BY key";

/** As the text that it is. */
export const asText: Form<string> = {
  read: (text) => text,
  appended(tables, no, { first, last, line }) {
    const fields: string[] = [];
    const values: string[] = [];
    for (const [head, appended] of tables.all(`SELECT head, appended ${rows}`, no, first, no, last, line)) {
      for (const [field, chunk] of appendsOf(headOf(head).changes, String(appended))) {
        fields.push(field);
        values.push(chunk);
      }
    }
    return { fields, values };
  },
};

/** As the values that were stored. However many chunks there are, they are read as one text, and parsed as one. */
export const asValues: Form<unknown> = {
  read: decode,
  appended(tables, no, { first, last, line }) {
    const sql = `SELECT group_concat(appended, '') FROM (SELECT appended ${rows})`;
    const all = tables.get(sql, no, first, no, last, line)?.[0] ?? "";
    const items = decode(`[0${String(all)}]`) as readonly unknown[];
    const fields: string[] = [];
    const values: unknown[] = [];
    for (let i = 1; i < items.length; i += 2) {
      fields.push(String(items[i]));
      values.push(items[i + 1]);
    }
    return { fields, values };
  },
};
