import { describe, expect, it } from "vitest";
import type { Form } from "../../src/compile.ts";
import type { Imports, Values } from "./run.ts";
import { appOf, collect } from "./run.ts";

interface Case {
  readonly text: string;
  readonly input: Values;
  readonly answers?: Values;
  readonly imports?: Imports;
}

/** What a graph ends with, or fails with, and each step on the way. */
async function outcomeOf({ text, input, answers, imports = {} }: Case, emit: Form): Promise<readonly unknown[]> {
  const app = await appOf(text, { emit, imports });
  const config = { threadId: "t" };
  const failed = (error: unknown): string => String(error);
  const first = await app.invoke(input, config).catch(failed);
  const last = answers === undefined ? undefined : await app.resume(answers, config).catch(failed);
  const history = await collect(app.getStateHistory(config)).catch(failed);
  const steps = typeof history === "string" ? history : history.map(({ values, next }) => [values, next]);
  const result = app.isInterrupted(first) ? first.interrupts.map(({ name, payload }) => [name, payload]) : first;
  return [result, last, steps];
}

const cases: Readonly<Record<string, Case>> = {
  "expressions, lets and templates": {
    text: `graph G {
      state { input words: string[]  input big: bigint  output text: string = ""  output at?: date }
      let loud = upper(join(filter(words, w => len(w) > 1), "-"))
      node n => { text: \`\${loud} \${big * 2n} \${first(words) ?? "none"} \${len(words) > 1 ? "many" : "few"}\` }
      start -> n -> end
    }`,
    input: { words: ["a", "bc", "de"], big: 3n },
  },
  "reducers of all kinds, with a fan-out": {
    text: `import { longer } from "./lib.ts"
    graph G {
      state {
        input words: string[]
        output log: string[] = [] reduce append
        output longest: string = "" reduce longer
        output most: int = 0 reduce (a, b) => max(a, b)
        output counts: Record<string, int> = {} reduce mergeWith(add)
      }
      node look(word: string) => { log: [word], longest: word, most: len(word), counts: { [word]: 1 } }
      start -> [look(word) for word in words if word != "skip"] -> end
    }`,
    input: { words: ["one", "three", "skip", "one"] },
    imports: { "./lib.ts": { longer: (a: string, b: string) => (b.length > a.length ? b : a) } },
  },
  "a cycle with a bound, and a branch": {
    text: `graph G {
      state { input goal: int  output n: int = 0  output why: string = "" }
      node step => { n: n + 1 }
      node enough => { why: "enough" }
      node tired => { why: \`tired at \${n}\` }
      start -> step -> when {
        n >= goal -> enough
        else -> step max 4 then tired
      }
      enough -> end
      tired -> end
    }`,
    input: { goal: 100 },
  },
  "a question": {
    text: `graph G {
      state { input what: string  output said: string = "" }
      ask sure: { yes: boolean, why?: string where len(value) > 2 } { show { what } } => {
        said: answer.yes ? answer.why ?? "yes" : "no"
      }
      start -> sure -> end
    }`,
    input: { what: "go" },
    answers: { sure: { yes: true, why: "because" } },
  },
  "an answer that its condition refuses": {
    text: `graph G {
      state { output said: string = "" }
      ask sure: { why: string where len(value) > 2 } => { said: answer.why }
      start -> sure -> end
    }`,
    input: {},
    answers: { sure: { why: "x" } },
  },
  "input that its condition refuses": {
    text: `graph G {
      state { input a: int where value > 2 && value % 2 == 0  output b: int = 0 }
      node n => { b: a }
      start -> n -> end
    }`,
    input: { a: 3 },
  },
  "a factory, a router and an error edge": {
    text: `import { make, pick } from "./lib.ts"
    graph G {
      state { input kind: string  output text: string = "" }
      node work = make({ times: 2 }) { reads kind writes text }
      node plain => { text: "plain" }
      node failed => { text: error.message }
      start -> route pick { work, plain }
      work on error -> failed -> end
      work -> end
      plain -> end
    }`,
    input: { kind: "bad" },
    imports: {
      "./lib.ts": {
        make:
          ({ times }: { readonly times: number }) =>
          ({ kind }: { readonly kind: string }) => {
            if (kind === "bad") throw new Error(`no ${kind}`);
            return { text: kind.repeat(times) };
          },
        pick: ({ kind }: { readonly kind: string }) => (kind === "plain" ? "plain" : "work"),
      },
    },
  },
  "a subgraph": {
    text: `graph Inner {
      state { input n: int  output twice: int = 0 }
      node double => { twice: n * 2 }
      start -> double -> end
    }
    graph Outer {
      state { input n: int  output sum: int = 0 reduce add }
      node a = Inner { in { n } } => { sum: output.twice }
      node b = Inner { in { n: n + 1 } } => { sum: output.twice }
      start -> [a, b] -> end
    }`,
    input: { n: 4 },
  },
};

describe("A module in JavaScript does what the one in TypeScript does:", () => {
  it.each(Object.entries(cases))("%s", async (_what, one) => {
    const expected = await outcomeOf(one, "ts");
    expect(await outcomeOf(one, "js")).toEqual(expected);
    expect(await outcomeOf(one, "script")).toEqual(expected);
  });
});
