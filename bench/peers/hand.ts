/** What a programmer writes without any library: the yardstick of all ratios. */
import { doubledSum, expectEqual, sum, type Peer } from "../workloads.ts";

interface State {
  readonly value: number;
}

const increment = async (state: State): Promise<State> => ({ value: state.value + 1 });
const incrementSync = (state: State): State => ({ value: state.value + 1 });
const double = async (item: number): Promise<{ readonly results: readonly number[] }> => ({ results: [item * 2] });

export const peer: Peer = {
  async pipeline(size) {
    const steps = Array.from({ length: size }, () => async (state: State): Promise<State> => ({
      value: state.value + 1,
    }));
    return async () => {
      let state: State = { value: 0 };
      for (const step of steps) state = { ...state, ...(await step(state)) };
      expectEqual(state.value, size);
    };
  },

  async cycle(size) {
    return async () => {
      let state: State = { value: 0 };
      while (state.value < size) state = { ...state, ...(await increment(state)) };
      expectEqual(state.value, size);
    };
  },

  async "cycle-sync"(size) {
    return async () => {
      let state: State = { value: 0 };
      while (state.value < size) state = { ...state, ...incrementSync(state) };
      expectEqual(state.value, size);
    };
  },

  async "fan-out"(size) {
    const workers = Array.from(
      { length: size },
      (_, i) => async (): Promise<{ readonly results: readonly number[] }> => ({ results: [i * 2] }),
    );
    return async () => {
      const updates = await Promise.all(workers.map((worker) => worker()));
      expectEqual(sum(updates.flatMap((update) => update.results)), doubledSum(size));
    };
  },

  async map(size) {
    const items = Array.from({ length: size }, (_, i) => i);
    return async () => {
      const updates = await Promise.all(items.map((item) => double(item)));
      expectEqual(sum(updates.flatMap((update) => update.results)), doubledSum(size));
    };
  },

  async checkpoint(size) {
    return async () => {
      const saved: State[] = [];
      let state: State = { value: 0 };
      while (state.value < size) {
        state = { ...state, ...(await increment(state)) };
        saved.push(state);
      }
      expectEqual(saved.length, size);
    };
  },
};
