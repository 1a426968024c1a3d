/** Prettier, with the settings of generated files. It is loaded when something is laid out, not before. */
import { WIDTH } from "./rows.ts";

/** `babel-ts` reads the same TypeScript as the parser of TypeScript itself, in two thirds of its time. */
export async function layOut(text: string, parser: "babel" | "babel-ts"): Promise<string> {
  const [{ format }, { default: babel }, { default: estree }] = await Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/babel"),
    import("prettier/plugins/estree"),
  ]);
  return format(text, { parser, plugins: [babel, estree], printWidth: WIDTH, endOfLine: "lf" });
}
