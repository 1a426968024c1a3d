/** What a suite needs of a test runner: `{ test, equal: assert.deepStrictEqual }`, for example. */
export interface TestTools {
  /** Declares a test. */
  test(name: string, run: () => Promise<void>): unknown;
  /** Throws unless both are deeply equal. */
  equal(actual: unknown, expected: unknown): void;
}

/** All that an iterable yields. */
export async function listOf<V>(items: AsyncIterable<V>): Promise<readonly V[]> {
  const list: V[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The name of the error that a promise rejects with; `undefined` if it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}
