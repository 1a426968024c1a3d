import { describe, expect, it } from "vitest";
import { MemoryCheckpointer, set } from "@graphc/runtime";
import type { ProgramSchemas } from "@graphc/runtime/generated";
import { appOf, findings, load, outputOf, rejection, runnerOf, type Values } from "./run.ts";

const config = { threadId: "t" };

describe("Input", () => {
  const text = `graph G {
    state {
      input text: string where len(trim(value)) > 0
      input count: int = 3 where value >= 0
      input note?: string
      input tags: string[] = ["base"] reduce append
      internal: int = 0
      output result: string
    }
    node n => { result: \`\${text} \${count} \${note ?? "none"} \${join(tags, ",")}\`, internal: internal + 1 }
    start -> n -> end
  }`;

  it("is required unless it has a default or may be absent", async () => {
    const runner = await runnerOf(text);
    expect(await runner.invoke({ text: "a" })).toEqual({ result: "a 3 none base" });
    expect(await runner.invoke({ text: "a", count: 0, note: "x" })).toEqual({ result: "a 0 x base" });
    await expect(runner.invoke({})).rejects.toMatchObject({
      name: "StateValidationError",
      graph: "G",
      field: "text",
      reason: "missing",
    });
  });

  it("goes through the reducer", async () => {
    expect(await outputOf(text, { text: "a", tags: ["x"] })).toEqual({ result: "a 3 none base,x" });
  });

  it("that is unknown, internal, of a wrong type or against its where is refused, and nothing is stored", async () => {
    const app = await appOf(text);
    const cases: readonly (readonly [Values, string, string])[] = [
      [{ text: "a", zzz: 1 }, "zzz", "unknown"],
      [{ text: "a", internal: 1 }, "internal", "undeclared"],
      [{ text: "a", result: "" }, "result", "undeclared"],
      [{ text: 1 }, "text", "invalid"],
      [{ text: "  " }, "text", "invalid"],
      [{ text: "a", count: 1.5 }, "count", "invalid"],
      [{ text: "a", count: -1 }, "count", "invalid"],
      [{ text: "a", note: null }, "note", "invalid"],
    ];
    for (const [input, field, reason] of cases) {
      const error = await rejection(app.invoke(input, config));
      expect(error).toMatchObject({ name: "StateValidationError", graph: "G", threadId: "t", field });
      expect([
        field,
        ["unknown", "undeclared"].includes(String(error["reason"])) ? "refused" : error["reason"],
      ]).toEqual([field, reason === "invalid" ? "invalid" : "refused"]);
      expect(error.message).toContain(field);
    }
    await expect(app.getState(config)).rejects.toMatchObject({ name: "NotFoundError", threadId: "t" });
  });

  it("is an object, also where nothing is required", async () => {
    const bare = await appOf(
      `graph G { state { input n: int = 0  output m: int = 0 } node a => { m: n } start -> a -> end }`,
    );
    for (const input of [undefined, 5, "x", []] as unknown as readonly Values[]) {
      const error = await rejection(bare.invoke(input, config));
      expect(error).toMatchObject({ name: "StateValidationError", field: "", reason: "invalid" });
      expect(error.message).toContain("expected an object");
    }
    expect(await bare.invoke({}, config)).toEqual({ m: 0 });
    await expect(bare.updateState(config, [] as unknown as Values)).rejects.toMatchObject({
      name: "StateValidationError",
    });
  });

  it("that is left out or undefined keeps the value of the thread", async () => {
    const app = await appOf(text);
    await app.invoke({ text: "a", count: 7, note: "n", tags: ["x"] }, config);
    expect(await app.invoke({ text: "a" }, config)).toEqual({ result: "a 7 n base,x" });
    await expect(app.invoke({}, config)).rejects.toMatchObject({ field: "text", reason: "missing" });
    expect(await app.invoke({ text: "b", note: undefined, tags: ["y"] }, config)).toEqual({
      result: "b 7 n base,x,y",
    });
    expect((await app.getState(config)).values).toEqual({
      text: "b",
      count: 7,
      note: "n",
      tags: ["base", "x", "y"],
      internal: 3,
      result: "b 7 n base,x,y",
    });
  });
});

describe("A field", () => {
  it("that is ephemeral starts from its default in every run", async () => {
    const text = `graph G {
      state { ephemeral tries: int = 0 reduce add  ephemeral note?: string  kept: int = 0 reduce add  output text: string = "" }
      node a => { tries: 1, kept: 1, text: \`\${tries} \${kept} \${note ?? "none"}\` }
      node b => { tries: 1, note: "seen", text: \`\${text}, \${tries}\` }
      start -> a -> b -> end
    }`;
    const app = await appOf(text);
    expect(await app.invoke({}, config)).toEqual({ text: "0 0 none, 1" });
    expect(await app.invoke({}, config)).toEqual({ text: "0 1 none, 1" });
  });

  it("with a question mark is absent until it is written, and undefined clears it", async () => {
    const text = `graph G {
      state { input clear: boolean = false  output a?: string  output seen: string = "" }
      node see => { seen: a == null ? "absent" : a }
      node write { reads clear writes a }
      start -> see -> write -> end
    }`;
    const app = await appOf(text, {
      handlers: { write: ({ clear }: { clear: boolean }) => ({ a: clear ? undefined : "x" }) },
    });
    expect(await app.invoke({}, config)).toEqual({ a: "x", seen: "absent" });
    expect(await app.invoke({ clear: true }, config)).toEqual({ seen: "x" });
    expect(await app.invoke({ clear: false }, config)).toEqual({ a: "x", seen: "absent" });
  });

  it("without a question mark is not cleared by undefined", async () => {
    const text = `graph G { state { output a: string = "" } node n { writes a } node o { writes a? } start -> n -> o -> end }`;
    for (const handlers of [
      { n: () => ({ a: undefined }), o: () => ({}) },
      { n: () => ({ a: "" }), o: () => ({ a: undefined }) },
    ]) {
      await expect(outputOf(text, {}, { handlers })).rejects.toMatchObject({
        name: "StateValidationError",
        field: "a",
      });
    }
  });

  it("takes null where its type has it, told apart from absent by nobody in the language", async () => {
    const text = `graph G {
      state { input a: string | null  input b?: string | null  output log: string[] = [] reduce append }
      node n => { log: [a == null ? "null" : a, b ?? "nothing", string(b == null)] }
      start -> n -> end
    }`;
    expect(await outputOf(text, { a: null })).toEqual({ log: ["null", "nothing", "true"] });
    expect(await outputOf(text, { a: "x", b: null })).toEqual({ log: ["x", "nothing", "true"] });
    expect(await outputOf(text, { a: "x", b: "y" })).toEqual({ log: ["x", "y", "false"] });
  });

  it("holds its where after reducing: in each step and with updateState", async () => {
    const text = `graph G {
      state { input more: string[]  output list: string[] = [] reduce append where len(value) <= 2  output n: int = 0 reduce add where value < 5 }
      node a => { list: more, n: len(more) }
      start -> a -> end
    }`;
    const app = await appOf(text);
    expect(await app.invoke({ more: ["a", "b"] }, config)).toEqual({ list: ["a", "b"], n: 2 });
    const error = await rejection(app.invoke({ more: ["c"] }, config));
    expect(error).toMatchObject({ name: "StateValidationError", node: "a", field: "list", reason: "invalid" });
    expect((await app.getState(config)).values).toEqual({ more: ["c"], list: ["a", "b"], n: 2 });
    await expect(app.updateState(config, { n: 3 })).rejects.toMatchObject({ name: "StateValidationError", field: "n" });
    await app.updateState(config, { list: set(["z"]), n: 2 });
    expect((await app.getState(config)).values).toMatchObject({ list: ["z"], n: 4 });
  });

  it("holds its where on what a whole group folds", async () => {
    const text = `graph G { state { output n: int = 0 reduce add where value <= 2 } node a => { n: 1 } node b => { n: 2 } start -> [a, b] -> end }`;
    await expect(outputOf(text)).rejects.toMatchObject({ name: "StateValidationError", field: "n" });
  });

  it("needs a default if it is reduced, and one that fits", () => {
    const graph = (field: string): readonly string[] =>
      findings(`graph G { state { output ${field} } node n => { a: [] } start -> n -> end }`);
    expect(graph("a: string[] reduce append")).toEqual([expect.stringContaining("G402")]);
    expect(graph("a: string[] = [1]")).toEqual([expect.stringContaining("G307")]);
    expect(graph("a: string[] = [] where len(value) > 0")).toContainEqual(expect.stringContaining("G307"));
  });

  it("keeps members of objects that its type does not name", async () => {
    const text = `graph G { state { input o: { a: int }  output p?: { a: int } } node n => { p: o } start -> n -> end }`;
    expect(await outputOf(text, { o: { a: 1, extra: { b: [2] } } })).toEqual({ p: { a: 1, extra: { b: [2] } } });
  });
});

describe("A value", () => {
  const text = `import type { Opaque } from "./types.ts"
  graph G {
    state {
      output at?: date  output big?: bigint  output raw?: bytes  output n?: number  output i?: int  output j?: json  output o?: Opaque
      output deep?: { at: date, list: (bigint | null)[], gone?: string, map: Record<string, number> }
    }
    node write { writes at?, big?, raw?, n?, i?, j?, o?, deep? }
    ask wait: boolean { show { at, deep } } => {}
    node look
    start -> write -> wait -> look -> end
  }`;
  const values = {
    at: new Date("2020-01-02T03:04:05.678Z"),
    big: 12345678901234567890n,
    raw: new Uint8Array([0, 255, 128]),
    n: -0,
    i: -0,
    j: { list: [1, null, "x", { "": 2 }], zero: -0 },
    o: { any: ["thing"] },
    deep: { at: new Date(0), list: [1n, null], map: { inf: Infinity, nan: NaN, zero: -0 } },
  };

  it("comes back from a checkpoint exactly: dates, bigints, bytes, -0, NaN, absent members", async () => {
    const seen: Values[] = [];
    const checkpointer = textOnly();
    const handlers = { write: () => values, look: (state: Values) => void seen.push(state) };
    await (await appOf(text, { checkpointer, handlers })).invoke({}, config);
    const app = await appOf(text, { checkpointer, handlers });
    const state = await app.getState(config);
    expect(state.values).toStrictEqual(values);
    expect(state.interrupts[0]?.payload).toStrictEqual({ at: values.at, deep: values.deep });
    await app.resume({ wait: true }, config);
    expect(seen[0]).toStrictEqual(values);
    expect(seen[0]?.["j"]).toStrictEqual({ ...values.j, zero: -0 });
    expect((await app.getState(config)).values).toStrictEqual(values);
  });

  it("that cannot be stored is refused when it is written, with its place", async () => {
    class Point {
      readonly x = 1;
    }
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const cases: readonly (readonly [Values, string, readonly (string | number)[]])[] = [
      [{ o: { list: [0, { callback: () => 1 }] } }, "o", ["list", 1, "callback"]],
      [{ o: new Point() }, "o", []],
      [{ o: { a: new Map() } }, "o", ["a"]],
      [{ o: cycle }, "o", ["self"]],
      [{ o: { a: Symbol("x") } }, "o", ["a"]],
      [{ j: { a: [NaN] } }, "j", ["a", 0]],
      [{ j: { a: new Date(0) } }, "j", ["a"]],
      [{ j: 1n }, "j", []],
    ];
    for (const [update, field, at] of cases) {
      const error = await rejection(outputAfter(update));
      expect(error).toMatchObject({ field, node: "write" });
      expect(["NotStorableError", "StateValidationError"]).toContain(error.name);
      if (error.name === "NotStorableError") expect(error["at"]).toEqual(at);
    }
    for (const update of [{ i: NaN }, { i: 1.5 }, { i: Infinity }, { at: new Date(NaN) }, { big: 1 }, { raw: [1] }]) {
      await expect(outputAfter(update)).rejects.toMatchObject({
        name: expect.stringMatching(/^(StateValidation|NotStorable)Error$/),
      });
    }
  });

  const outputAfter = async (update: Values): Promise<unknown> => {
    const app = await appOf(text, { handlers: { write: () => update, look: () => ({}) } });
    return app.invoke({}, config);
  };

  it("called __proto__ is harmless data", async () => {
    const json: unknown = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1 }');
    const checkpointer = textOnly();
    const app = await appOf(text, { checkpointer, handlers: { write: () => ({ j: json }), look: () => ({}) } });
    await app.invoke({}, config);
    const { values } = await app.getState(config);
    expect(Object.keys(values["j"] as object)).toEqual(["__proto__", "constructor"]);
    expect(({} as Values)["polluted"]).toBeUndefined();
    expect((values["j"] as Values)["polluted"]).toBeUndefined();
  });
});

/** A memory checkpointer that is given texts, as every other. */
function textOnly(): MemoryCheckpointer {
  const memory = new MemoryCheckpointer();
  return {
    load: (...all) => memory.load(...all),
    commit: (...all) => memory.commit(...all),
    saveStep: (...all) => memory.saveStep(...all),
    history: (...all) => memory.history(...all),
    threads: (...all) => memory.threads(...all),
    deleteThread: (...all) => memory.deleteThread(...all),
    prune: (...all) => memory.prune(...all),
    close: () => memory.close(),
  } as MemoryCheckpointer;
}

describe("Every reducer", () => {
  const text = `import { longest } from "./r.ts"
  type Item { id: string, n: int, tag?: string }
  type Deep { a: { b: int, c?: int }, list: int[] }
  graph G {
    state {
      output append: int[] = [0] reduce append
      output prepend: int[] = [0] reduce prepend
      output items: Item[] = [{ id: "a", n: 1 }, { id: "b", n: 2 }] reduce appendBy(id)
      output union: json[] = [1] reduce union
      output merge: { x: int, y?: int, z: { w: int } } = { x: 1, y: 1, z: { w: 1 } } reduce merge
      output map: Record<string, int> = { a: 1, b: 1 } reduce merge
      output deep: Deep = { a: { b: 1, c: 1 }, list: [1] } reduce deepMerge
      output counts: Record<string, int> = { a: 1 } reduce mergeWith(add)
      output lists: Record<string, int[]> = { a: [1] } reduce mergeWith(append)
      output add: int = 1 reduce add
      output big: bigint = 2n reduce multiply
      output multiply: number = 2 reduce multiply
      output min: int = 5 reduce min
      output max: int = 5 reduce max
      output and: boolean = true reduce and
      output or: boolean = false reduce or
      output first?: string = "" reduce first
      output last: string = "" reduce last
      output custom: string = "ab" reduce longest
      output inline: int[] = [1] reduce (current, update) => concat(reverse(current), update)
    }
    node a { writes append?, prepend?, items?, union?, merge?, map?, deep?, counts?, lists?, add?, big?, multiply?, min?, max?, and?, or?, first?, last?, custom?, inline? }
    start -> a -> end
  }`;
  const imports = {
    "./r.ts": {
      longest: (current: string, update: string[]) => [current, ...update].toSorted((a, b) => b.length - a.length)[0],
    },
  };
  const defaults = {
    append: [0],
    prepend: [0],
    items: [
      { id: "a", n: 1 },
      { id: "b", n: 2 },
    ],
    union: [1],
    merge: { x: 1, y: 1, z: { w: 1 } },
    map: { a: 1, b: 1 },
    deep: { a: { b: 1, c: 1 }, list: [1] },
    counts: { a: 1 },
    lists: { a: [1] },
    add: 1,
    big: 2n,
    multiply: 2,
    min: 5,
    max: 5,
    and: true,
    or: false,
    first: "",
    last: "",
    custom: "ab",
    inline: [1],
  };

  it("folds as the table says", async () => {
    let update: Values = {};
    const runner = await runnerOf(text, { imports, handlers: { a: () => update } });
    const after = async (changes: Values): Promise<Values> => {
      update = changes;
      const output = await runner.invoke({});
      const changed = Object.entries(output).filter(([name]) => name in changes);
      expect(Object.fromEntries(Object.entries(output).filter(([name]) => !(name in changes)))).toEqual(
        Object.fromEntries(Object.entries(defaults).filter(([name]) => !(name in changes))),
      );
      return Object.fromEntries(changed);
    };
    expect(await after({})).toEqual({});
    expect(await after({ append: [1, 2], prepend: [1, 2] })).toEqual({ append: [0, 1, 2], prepend: [1, 2, 0] });
    expect(
      await after({
        items: [
          { id: "b", n: 9, tag: "t" },
          { id: "c", n: 3 },
          { id: "a", remove: true },
          { id: "zzz", remove: true },
        ],
      }),
    ).toEqual({
      items: [
        { id: "b", n: 9, tag: "t" },
        { id: "c", n: 3 },
      ],
    });
    expect(await after({ union: [1, 2, 2, { a: 1 }, { a: 1 }] })).toEqual({ union: [1, 2, { a: 1 }] });
    expect(await after({ merge: { y: undefined, z: { w: 2 } }, map: { b: undefined, c: 3 } })).toStrictEqual({
      merge: { x: 1, z: { w: 2 } },
      map: { a: 1, c: 3 },
    });
    expect(await after({ deep: { a: { b: 2 }, list: [5] } })).toEqual({ deep: { a: { b: 2, c: 1 }, list: [5] } });
    expect(await after({ counts: { a: 2, b: 3 }, lists: { a: [2], b: [3] } })).toEqual({
      counts: { a: 3, b: 3 },
      lists: { a: [1, 2], b: [3] },
    });
    expect(await after({ add: 2, multiply: 3, big: 4n, min: 3, max: 3 })).toEqual({
      add: 3,
      multiply: 6,
      big: 8n,
      min: 3,
      max: 5,
    });
    expect(await after({ min: 7, max: 7, and: false, or: true })).toEqual({ min: 5, max: 7, and: false, or: true });
    expect(await after({ and: true, or: false, first: "x", last: "x" })).toEqual({
      and: true,
      or: false,
      first: "",
      last: "x",
    });
    expect(await after({ custom: ["x", "xyz"], inline: [2, 3] })).toEqual({ custom: "xyz", inline: [1, 2, 3] });
  });

  it("is passed over by set, in an update and from the runtime", async () => {
    let update: Values = {};
    const runner = await runnerOf(text, { imports, handlers: { a: () => update } });
    update = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, set(value)]));
    expect(await runner.invoke({})).toEqual(defaults);
    update = { append: set([7]), map: set({}), custom: set("x"), add: set(0), items: set([]) };
    expect(await runner.invoke({})).toMatchObject({ append: [7], map: {}, custom: "x", add: 0, items: [] });
    for (const wrong of [
      { append: set([""]) },
      { custom: set(["x"]) },
      { add: set(1.5) },
      { items: set([{ id: "a", remove: true }]) },
    ]) {
      update = wrong;
      await expect(runner.invoke({})).rejects.toMatchObject({ name: "StateValidationError", node: "a" });
    }
    const inText = `graph G { state { output l: int[] = [1] reduce append  output n: int = 5 reduce add } node a => { l: set([9]), n: set(1) } node b => { l: [2], n: 1 } start -> a -> b -> end }`;
    expect(await outputOf(inText)).toEqual({ l: [9, 2], n: 2 });
  });

  it("refuses an update that does not fit", async () => {
    let update: Values = {};
    const runner = await runnerOf(text, { imports, handlers: { a: () => update } });
    const wrong = {
      append: [""],
      items: [{ id: "a" }],
      union: 1,
      merge: { x: "" },
      map: { a: "" },
      deep: { a: 1 },
      counts: { a: "" },
      add: 1.5,
      big: 1,
      and: 1,
      last: 1,
      inline: [1.5],
    };
    for (const [field, value] of Object.entries(wrong)) {
      update = { [field]: value };
      await expect(runner.invoke({})).rejects.toMatchObject({
        name: "StateValidationError",
        node: "a",
        field,
        reason: "invalid",
      });
    }
  });

  it("that is imported and gives what does not fit fails the step, its update type being its own", async () => {
    const broken = { "./r.ts": { longest: () => 42 } };
    const app = await appOf(text, { imports: broken, handlers: { a: () => ({ custom: ["x"] }) } });
    await expect(app.invoke({}, config)).rejects.toMatchObject({
      name: "StateValidationError",
      field: "custom",
      node: "a",
    });
    expect((await app.getState(config)).values).toEqual(defaults);
  });

  it("cannot change the stored state by mutating what it was given", async () => {
    const source = `import { push } from "./r.ts"
    graph G { state { output l: int[] = [1] reduce push } node a => { l: [2] } start -> a -> end }`;
    const push = (current: number[], update: number[]): number[] => {
      current.push(...update);
      return current;
    };
    const app = await appOf(source, { imports: { "./r.ts": { push } } });
    await expect(app.invoke({}, config)).rejects.toBeInstanceOf(Error);
    expect((await app.getState(config)).values).toEqual({ l: [1] });
  });
});

describe("validate", () => {
  const text = `graph G { state { input a: string  output n: int = 0 } node x { writes n } start -> x -> end }`;

  it('"input" trusts the values of updates, never their names, and still checks input', async () => {
    let update: Values = { n: "text" };
    const runner = await runnerOf(text, { validate: "input", handlers: { x: () => update } });
    expect(await runner.invoke({ a: "" })).toEqual({ n: "text" });
    await expect(runner.invoke({ a: 1 })).rejects.toMatchObject({ name: "StateValidationError", field: "a" });
    update = { n: 1, zzz: 1 };
    await expect(runner.invoke({ a: "" })).rejects.toMatchObject({ field: "zzz", reason: "unknown" });
    update = { a: "" };
    await expect(runner.invoke({ a: "" })).rejects.toMatchObject({ name: "StateValidationError" });
  });
});

describe("Schemas", () => {
  it("of a module check as the runtime does and carry JSON Schema", async () => {
    const { gSchemas } = await load(`graph G {
      state { input text: string where len(value) <= 3  input n?: int where value >= 0  output out: string[] = [] reduce append }
      ask ok: { yes: boolean, why?: string where matches(value, /^[a-z]+$/) } { show text } => { out: [string(n ?? 0)] }
      start -> ok -> end
    }`);
    const { input, asks } = gSchemas as ProgramSchemas;
    expect(input["~standard"].validate({ text: "abc" })).toEqual({ value: { text: "abc" } });
    expect(input["~standard"].validate({ text: "abcd", n: -1 }).issues).toHaveLength(2);
    expect(input["~standard"].vendor).toBe("graphc");
    expect(input.jsonSchema).toMatchObject({
      type: "object",
      required: ["text"],
      properties: { text: { type: "string", maxLength: 3 }, n: { type: "integer", minimum: 0 } },
    });
    expect(asks["ok"]?.jsonSchema).toMatchObject({
      properties: { yes: { type: "boolean" }, why: { pattern: "^[a-z]+$" } },
      required: ["yes"],
    });
    expect(asks["ok"]?.["~standard"].validate({ yes: true, why: "ABC" }).issues?.[0]?.path).toEqual(["why"]);
  });
});
