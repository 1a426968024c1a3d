/** Marks a file as one of this package: "grph". */
export const applicationId = 0x67727068;

/**
 * What all that belongs to a thread is stored as: rows of one table, numbered within the thread in the order in which they were written. The key of a row is
 * the thread's number (high 32 bits) with the row's (low 32 bits), so that a thread's rows lie together, the last of them is what was written last, and who
 * writes the next one finds out by its key alone that somebody else was faster. A commit is one new row: no index changes, and no other row. A row whose parent
 * was removed cannot be inserted: the parent's number is looked up as it is written, and null is refused.
 *
 * A row is a checkpoint (`id` is not null; `status` is negative where only what others need is left of it) or a record of one (`id` is null).
 *
 * | column | of a checkpoint | of a record |
 * | --- | --- | --- |
 * | parent | number of its parent's row, -1 for none | number of its checkpoint's row |
 * | line | number of the row that its line began with | |
 * | base | number of the nearest row of its line, up to itself, that has a table of fields | number of the thread's head |
 * | head | JSON: `[next, changes, metadata or 0, table or 0]` | JSON: `[path, index, kind, node, key]` |
 * | appended | what is appended to fields: `,"field",chunk` for each; null for nothing | |
 * | data | the new values of fields, one behind the other, and then the frontier | the value |
 *
 * The row of a thread has what threads are searched by. It changes where that does, at the beginning and at the end of a run: `updated` is no later than
 * the time of the head.
 */
const threads = `
  CREATE TABLE thread (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    id NOT NULL UNIQUE,
    graph NOT NULL,
    status INTEGER NOT NULL,
    due INTEGER,
    updated INTEGER NOT NULL,
    irregular INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX thread_updated ON thread (updated);
  CREATE INDEX thread_unfinished ON thread (status, updated) WHERE status <> 4;
  CREATE INDEX thread_due ON thread (due) WHERE due IS NOT NULL;
  CREATE TABLE origin (
    no INTEGER PRIMARY KEY,
    graph NOT NULL,
    version INTEGER NOT NULL,
    hash NOT NULL,
    UNIQUE (graph, version, hash)
  );
  CREATE TABLE entry (
    key INTEGER PRIMARY KEY,
    id,
    parent INTEGER NOT NULL,
    line INTEGER,
    base INTEGER,
    status INTEGER,
    source INTEGER,
    step INTEGER,
    origin INTEGER,
    at INTEGER,
    due INTEGER,
    head TEXT,
    appended TEXT,
    data TEXT
  );
`;

/**
 * The store: `namespace` and `key` are texts of `../store/names.ts`, which sort as they are asked for. The higher `no` is, the later an item was put; `ttl` is
 * in milliseconds, `updated` and `expires` since 1970. What a row of the cache is found by is the SHA-256 of its key, which may be long.
 */
const others = `
  CREATE TABLE item (
    no INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    updated INTEGER NOT NULL,
    ttl INTEGER,
    expires INTEGER,
    UNIQUE (namespace, key)
  );
  CREATE INDEX item_expires ON item (expires) WHERE expires IS NOT NULL;
  CREATE TABLE cached (
    no INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    expires INTEGER NOT NULL,
    value NOT NULL
  );
  CREATE INDEX cached_expires ON cached (expires);
`;

/**
 * What brings a file from one version to the next: the n-th entry leads from version n to n + 1. An entry that was published is never changed; what
 * follows is added behind it. Checkpoints, store and cache may share a file, so all their tables are here.
 */
export const migrations: readonly string[] = [threads, others];
