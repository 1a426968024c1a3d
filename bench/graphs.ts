/** The workloads as `.graph` texts with their handlers: what a user would write, for any size. */
export interface GraphText {
  readonly graph: string;
  readonly nodes: string;
}

const counter = `state {
    input output value: int = 0
  }
  limit 1000000 steps`;

const range = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);

export const graphs: { readonly [workload: string]: (size: number) => GraphText } = {
  pipeline: (size) => ({
    graph: `import { ${range(size)
      .map((i) => `n${i}`)
      .join(", ")} } from "./nodes.ts"
graph Bench {
  ${counter}
  defaults { reads value writes value }
${range(size)
  .map((i) => `  node n${i}`)
  .join("\n")}
  start -> ${range(size)
    .map((i) => `n${i}`)
    .join(" -> ")} -> end
}
`,
    nodes: range(size)
      .map((i) => `export const n${i} = async (state: { readonly value: number }) => ({ value: state.value + 1 });\n`)
      .join(""),
  }),

  cycle: (size) => ({
    graph: `import { increment } from "./nodes.ts"
graph Bench {
  ${counter}
  node increment { reads value writes value }
  start -> increment -> when { value >= ${size} -> end  else -> increment }
}
`,
    nodes: `export const increment = async (state: { readonly value: number }) => ({ value: state.value + 1 });\n`,
  }),

  "cycle-sync": (size) => ({
    graph: graphs["cycle"]!(size).graph,
    nodes: `export const increment = (state: { readonly value: number }) => ({ value: state.value + 1 });\n`,
  }),

  "fan-out": (size) => ({
    graph: `import { ${range(size)
      .map((i) => `n${i}`)
      .join(", ")} } from "./nodes.ts"
graph Bench {
  state {
    output results: int[] = [] reduce append
  }
${range(size)
  .map((i) => `  node n${i} { writes results }`)
  .join("\n")}
  node merge => {}
  start -> [${range(size)
    .map((i) => `n${i}`)
    .join(", ")}] -> merge -> end
}
`,
    nodes: range(size)
      .map((i) => `export const n${i} = async () => ({ results: [${i * 2}] });\n`)
      .join(""),
  }),

  map: () => ({
    graph: `import { double } from "./nodes.ts"
graph Bench {
  state {
    input items: int[]
    output results: int[] = [] reduce append
  }
  node double(item: int) { writes results }
  node merge => {}
  start -> [double(i) for i in items] -> merge -> end
}
`,
    nodes: `export const double = async (_state: object, ctx: { readonly args: { readonly item: number } }) => ({ results: [ctx.args.item * 2] });\n`,
  }),

  checkpoint: (size) => graphs["cycle"]!(size),
};
