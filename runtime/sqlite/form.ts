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

/** So many rows are read as one text: above some 100 KB, SQLite takes twice as long for each byte, as memory is fetched and given back. */
const atOnce = 64;

/** As the values that were stored. The chunks of many rows are read as one text, and parsed as one. */
export const asValues: Form<unknown> = {
  read: decode,
  appended(tables, no, { first, last, line }) {
    const sql = `SELECT group_concat(appended, '') FROM (SELECT appended ${rows})`;
    const fields: string[] = [];
    const values: unknown[] = [];
    for (let from = first; from <= last; from += atOnce) {
      const [text] = tables.get(sql, no, from, no, Math.min(last, from + atOnce - 1), line) ?? [];
      if (typeof text !== "string") continue;
      const items = decode(`[0${text}]`) as readonly unknown[];
      for (let i = 1; i < items.length; i += 2) {
        fields.push(String(items[i]));
        values.push(items[i + 1]);
      }
    }
    return { fields, values };
  },
};
