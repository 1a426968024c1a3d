/** What is needed of `pg`, by shape: the package is an optional peer, and any version of it will do. */
interface PgConnection {
  query(config: PgQuery): Promise<PgResult>;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
}

/** A `pg.Pool`. */
export interface PgPool extends PgConnection {
  readonly totalCount: number;
  end(): Promise<void>;
}

/** A `pg.Pool` of our own. */
export interface OwnPool extends PgPool {
  connect(): Promise<PgPoolClient>;
}

/** A `pg.PoolClient`. Since when it has `ref` and `unref` depends on its version. */
export interface PgPoolClient extends PgConnection {
  release(destroy: boolean): void;
  ref?(): void;
  unref?(): void;
}

/** A connected `pg.Client`. */
export type PgClient = PgConnection;

/** A query. Those with a name are prepared on the connection; the name says which text it is, so that nobody else's statement is taken for it. */
export interface PgQuery {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
  readonly rowMode?: "array";
  /** Columns come as the text that PostgreSQL sends, whatever parsers the application has set. */
  readonly types?: { getTypeParser(): (text: string) => string };
}

/** What a query gives. */
export interface PgResult {
  readonly rows: readonly unknown[];
  /** How many rows it wrote; `null` if it is no statement that writes. */
  readonly rowCount: number | null;
}

interface PgModule {
  readonly Pool: new (options: {
    readonly connectionString: string;
    readonly max: number;
    readonly connectionTimeoutMillis: number;
    readonly allowExitOnIdle: boolean;
    readonly keepAlive: boolean;
  }) => OwnPool;
}

/** Makes a pool of our own; `undefined` if the package is not installed. */
export async function ownPool(connectionString: string): Promise<OwnPool | undefined> {
  const pg = await load();
  return (
    pg &&
    new pg.Pool({ connectionString, max: 4, connectionTimeoutMillis: 10_000, allowExitOnIdle: true, keepAlive: true })
  );
}

async function load(): Promise<PgModule | undefined> {
  try {
    // As any string: the package is written without the types of pg, which need those of Node.
    const loaded = (await import("pg" as string)) as { readonly default: PgModule };
    return loaded.default;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
