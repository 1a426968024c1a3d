import { Flow, Node, ParallelBatchNode } from "pocketflow";
import { doubledSum, expectEqual, sum, type Peer } from "../workloads.ts";

interface Shared {
  value: number;
  items: number[];
  results: number[];
}

class Increment extends Node<Shared> {
  readonly limit: number;

  constructor(limit: number) {
    super();
    this.limit = limit;
  }

  override async prep(shared: Shared): Promise<unknown> {
    return shared.value;
  }

  override async exec(value: unknown): Promise<unknown> {
    return (value as number) + 1;
  }

  override async post(shared: Shared, _value: unknown, result: unknown): Promise<string | undefined> {
    shared.value = result as number;
    return shared.value < this.limit ? "again" : undefined;
  }
}

class Double extends ParallelBatchNode<Shared> {
  override async prep(shared: Shared): Promise<unknown> {
    return shared.items;
  }

  override async exec(item: unknown): Promise<unknown> {
    return (item as number) * 2;
  }

  override async post(shared: Shared, _items: unknown, results: unknown): Promise<string | undefined> {
    shared.results.push(...(results as number[]));
    return undefined;
  }
}

const fresh = (size: number): Shared => ({ value: 0, items: Array.from({ length: size }, (_, i) => i), results: [] });

const map = async (size: number) => {
  const flow = new Flow<Shared>(new Double());
  return async () => {
    const shared = fresh(size);
    await flow.run(shared);
    expectEqual(sum(shared.results), doubledSum(size));
  };
};

export const peer: Peer = {
  async pipeline(size) {
    const nodes = Array.from({ length: size }, () => new Increment(0));
    nodes.forEach((node, i) => i > 0 && nodes[i - 1]?.next(node));
    const flow = new Flow<Shared>(nodes[0] as Increment);
    return async () => {
      const shared = fresh(0);
      await flow.run(shared);
      expectEqual(shared.value, size);
    };
  },

  async cycle(size) {
    const node = new Increment(size);
    node.on("again", node);
    const flow = new Flow<Shared>(node);
    return async () => {
      const shared = fresh(0);
      await flow.run(shared);
      expectEqual(shared.value, size);
    };
  },

  "fan-out": map,
  map: async (size) =>
    size > 10_000 ? Promise.reject(new Error("its result list is spread into one call")) : map(size),
};
