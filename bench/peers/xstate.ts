import { assign, createActor, fromPromise, setup, toPromise, type AnyStateMachine } from "xstate";
import { doubledSum, expectEqual, sum, type Peer } from "../workloads.ts";

const machines = setup({
  types: { context: {} as { value: number; results: number[] }, output: {} as number },
  actors: {
    increment: fromPromise(async ({ input }: { input: number }) => input + 1),
    double: fromPromise(async ({ input }: { input: number }) => input * 2),
  },
});

// The type of states that are made by a loop fits no other, so any machine is taken.
const run = (made: unknown, expected: number) => async () => {
  const machine = made as AnyStateMachine;
  const actor = createActor(machine);
  actor.start();
  expectEqual(await toPromise(actor), expected);
};

export const peer: Peer = {
  async pipeline(size) {
    const states: Record<string, object> = { done: { type: "final" } };
    for (let i = 0; i < size; i++) {
      states[`n${i}`] = {
        invoke: {
          src: "increment",
          input: ({ context }: { context: { value: number } }) => context.value,
          onDone: {
            target: i + 1 < size ? `n${i + 1}` : "done",
            actions: assign({ value: ({ event }: { event: { output: number } }) => event.output } as never),
          },
        },
      };
    }
    const machine = machines.createMachine({
      context: { value: 0, results: [] },
      initial: "n0",
      states: states as never,
      output: ({ context }) => context.value,
    });
    return run(machine, size);
  },

  async cycle(size) {
    const machine = machines.createMachine({
      context: { value: 0, results: [] },
      initial: "step",
      states: {
        step: {
          invoke: {
            src: "increment",
            input: ({ context }) => context.value,
            onDone: [
              {
                guard: ({ event }) => event.output >= size,
                target: "done",
                actions: assign({ value: ({ event }) => event.output }),
              },
              { target: "step", reenter: true, actions: assign({ value: ({ event }) => event.output }) },
            ],
          },
        },
        done: { type: "final" },
      },
      output: ({ context }) => context.value,
    });
    return run(machine, size);
  },

  async "cycle-sync"(size) {
    const machine = machines.createMachine({
      context: { value: 0, results: [] },
      initial: "step",
      states: {
        step: {
          entry: assign({ value: ({ context }) => context.value + 1 }),
          always: [
            { guard: ({ context }) => context.value >= size, target: "done" },
            { target: "step", reenter: true },
          ],
        },
        done: { type: "final" },
      },
      output: ({ context }) => context.value,
    });
    return run(machine, size);
  },

  async "fan-out"(size) {
    const regions: Record<string, object> = {};
    for (let i = 0; i < size; i++) {
      regions[`n${i}`] = {
        initial: "run",
        states: {
          run: {
            invoke: {
              src: "double",
              input: i,
              onDone: {
                target: "done",
                actions: assign({
                  results: ({ context, event }: { context: { results: number[] }; event: { output: number } }) => [
                    ...context.results,
                    event.output,
                  ],
                } as never),
              },
            },
          },
          done: { type: "final" },
        },
      };
    }
    const machine = machines.createMachine({
      context: { value: 0, results: [] },
      type: "parallel",
      states: regions as never,
      output: ({ context }) => sum(context.results),
    });
    return run(machine, doubledSum(size));
  },
};
