import type { LineSummary } from "../types/storage.ts";
import { statuses } from "./row.ts";
import type { Tables } from "./tables.ts";
import { textOf } from "./text.ts";

const heads = `
  SELECT line, max(key) & 4294967295, id, status, at FROM entry
  WHERE key BETWEEN ? << 32 AND (? << 32) | 4294967295 AND id IS NOT NULL GROUP BY line ORDER BY line`;

/** The lines of a thread whose heads are there, the one that began first first. */
export function linesOf(tables: Tables, threadId: string): readonly LineSummary[] {
  const thread = tables.thread(threadId);
  if (thread === undefined) return [];
  const { no } = thread;
  const { head } = tables.last(no);
  const alive = tables.all(heads, no, no).filter(([, , , status]) => Number(status) >= 0);
  return alive.map(([line, n, id, status, at]) => {
    const start = tables.checkpoint(no, Number(line));
    const parent = start === undefined || start.status < 0 ? undefined : start.parent;
    return {
      line: tables.id(no, Number(line)),
      ...(parent !== undefined && { forkedFrom: tables.id(no, parent) }),
      checkpointId: textOf(id),
      status: statuses[Number(status)] ?? "running",
      updatedAt: new Date(Number(at)),
      current: Number(n) === head,
    };
  });
}
