import type { HostedApp, HostedSnapshot } from "../service/index.ts";

export interface HistoryQuery {
  readonly limit: number;
  /** Only what is older than this checkpoint. */
  readonly before?: string | undefined;
  /** Only this checkpoint and what led to it. */
  readonly from?: string | undefined;
  readonly isWanted: (snapshot: HostedSnapshot) => boolean;
}

/**
 * The checkpoints of a thread on all of its lines, newest first: the client finds its branches where several have one parent. Each line is read no further than
 * the limit, or where it meets one that was read.
 */
export async function historyOf(
  app: HostedApp,
  threadId: string,
  query: HistoryQuery,
): Promise<readonly HostedSnapshot[]> {
  const { before, from, isWanted, limit } = query;
  const found = new Map<string, HostedSnapshot>();
  for (const checkpointId of from === undefined ? await headsOf(app, threadId) : [from]) {
    let left = limit;
    for await (const snapshot of app.getStateHistory(
      { threadId, checkpointId },
      before === undefined ? {} : { before },
    )) {
      if (left === 0 || found.has(snapshot.checkpointId)) break;
      if (!isWanted(snapshot)) continue;
      found.set(snapshot.checkpointId, snapshot);
      left--;
    }
  }
  // Ids sort by time.
  const newest = [...found.values()].toSorted((one, other) => (one.checkpointId < other.checkpointId ? 1 : -1));
  return newest.slice(0, limit);
}

/** The heads of the lines of a thread, that of the current line first. */
async function headsOf(app: HostedApp, threadId: string): Promise<readonly string[]> {
  const heads: string[] = [];
  for await (const { checkpointId, current } of app.lines(threadId)) {
    if (current) heads.unshift(checkpointId);
    else heads.push(checkpointId);
  }
  return heads;
}
