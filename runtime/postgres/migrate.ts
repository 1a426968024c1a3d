import type { Connection } from "./connection.ts";
import { literal } from "./sql/quote.ts";
import { StorageError } from "../errors.ts";

/** Tables that belong together and have a version. */
export interface Part {
  readonly name: "checkpoints" | "store";
  /** What leads from each version to the next: statements, given the schema's name as SQL has it. The first makes the tables. */
  readonly migrations: readonly ((schema: string) => string)[];
  /** Makes the functions that go with the tables of the last version. Their names end with it: a process of another version does not find them. */
  readonly functions?: (schema: string) => string;
}

/** SQLSTATEs of our own: a later version, and a database that is not in UTF-8. */
const newer = "GC001";
const encoding = "GC002";

/**
 * Makes the tables, or brings them up to this version, in one statement. Whoever comes at the same time waits and finds it done.
 * @throws StorageError if a later version has made them
 */
export async function setUp(connection: Connection, part: Part): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await connection.query(`do ${literal(migration(connection, part))}`);
      return;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      const { code, message } = error.cause as { readonly code?: unknown; readonly message?: string };
      const { cause } = error;
      if (code === newer) throw connection.error({ problem: "newer", cause });
      if (code === encoding) throw connection.error({ problem: "foreign", detail: `${message}`, cause });
      // Where transactions see what was there when they began, who comes second has not seen what the first has made.
      if (attempt === 2 || !["23505", "42P06", "42P07", "42723"].includes(`${code}`)) throw error;
    }
  }
}

/** @throws StorageError unless the tables are those of this version */
export async function verify(connection: Connection, { name, migrations }: Part): Promise<void> {
  const [row] = await connection.query(`select version from ${connection.schema}.versions where part = $1`, [name]);
  const version = Number(row?.[0] ?? 0);
  const detail = `version ${version}; known is ${migrations.length}`;
  if (version > migrations.length) throw connection.error({ problem: "newer", detail });
  if (version < migrations.length) throw connection.error({ problem: "setup", detail });
}

function migration({ schema, schemaName }: Connection, { functions, migrations, name }: Part): string {
  const newest = migrations.length;
  const made = functions === undefined ? [] : [functions];
  const steps = [...migrations, ...made].map(
    (statements, i) => `if version < ${Math.min(i + 1, newest)} then execute ${literal(statements(schema))}; end if;`,
  );
  return `
declare
  version int;
begin
  if current_setting('server_encoding') <> 'UTF8' then
    raise exception using errcode = '${encoding}', message = 'its encoding is ' || current_setting('server_encoding') || '; it must be UTF8';
  end if;
  perform pg_advisory_xact_lock(${lock});
  if not exists (select from pg_namespace where nspname = ${literal(schemaName)}) then
    create schema ${schema};
  end if;
  if to_regclass(${literal(`${schema}.versions`)}) is null then
    create table ${schema}.versions (part text primary key, version int not null);
  end if;
  select v.version into version from ${schema}.versions v where v.part = ${literal(name)};
  version := coalesce(version, 0);
  if version > ${newest} then
    raise exception using errcode = '${newer}', message = 'version ' || version || '; known is ${newest}';
  end if;
  ${steps.join("\n  ")}
  if version < ${newest} then
    insert into ${schema}.versions values (${literal(name)}, ${newest})
    on conflict (part) do update set version = excluded.version;
  end if;
end`;
}

/** Who sets up anything holds this lock until the statement is over. */
const lock = "7163512690315";
