import { beforeEach, describe, expect, it, vi } from "vitest";
import { compile } from "../../../src/compile.ts";
import { printModule } from "../../../src/emit/print.ts";

vi.mock("../../../src/emit/print.ts", async (original) => {
  const actual = await original<typeof import("../../../src/emit/print.ts")>();
  return { printModule: vi.fn<typeof printModule>(actual.printModule) };
});

const source = `import type { Page } from "./page.ts"
graph Hello {
  state { input page?: Page  input name: string  output greeting: string }
  node greet => { greeting: \`Hello, \${name}!\` }
  start -> greet -> end
}
`;

/** The module of a source where its file holds a text already, and whether it was printed anew. */
async function again(
  existing: string,
  text: string = source,
  ending = ".ts",
): Promise<{ readonly text: string; readonly printed: boolean }> {
  const { modules } = await compile([{ path: "a.graph", text }], {
    existing: async () => existing,
    rewriteImport: (specifier) => specifier.replace(/\.ts$/, ending),
  });
  return { text: modules[0]?.text ?? "", printed: vi.mocked(printModule).mock.calls.length > 0 };
}

describe("a module that is there already", async () => {
  const [first] = (await compile([{ path: "a.graph", text: source }])).modules;
  const module = first?.text ?? "";
  beforeEach(() => {
    vi.mocked(printModule).mockClear();
  });

  it("is not printed again where it is what would be printed", async () => {
    expect(await again(module)).toStrictEqual({ text: module, printed: false });
  });

  it("is not printed again where the source changed in nothing that shows", async () => {
    expect(await again(module, `// A remark.\n\n${source}`)).toStrictEqual({ text: module, printed: false });
  });

  it.each([
    ["somebody edited it", module.replace("Hello, ", "Goodbye, ")],
    ["somebody added to it", `${module}// mine\n`],
    ["its first line is another one", module.replace(/sha256 [0-9a-f]+/, "sha256 0000000000000000")],
    ["its first line is gone", module.slice(module.indexOf("\n") + 1)],
    ["its line ends are others", module.replaceAll("\n", "\r\n")],
    ["it is empty", ""],
    ["it is another file", "export const a = 1;\n"],
  ])("is printed again where %s", async (_why, existing) => {
    expect(await again(existing)).toStrictEqual({ text: module, printed: true });
  });

  it("is printed again where the source says something else", async () => {
    const changed = await again(module, source.replace("Hello, ", "Hi, "));
    expect(changed.printed).toBe(true);
    expect(changed.text).toContain("`Hi, ${state.name}!`");
  });

  it("is printed again where the project wants other imports", async () => {
    const changed = await again(module, source, ".js");
    expect(changed.printed).toBe(true);
    expect(changed.text).toContain('from "./page.js"');
  });
});
