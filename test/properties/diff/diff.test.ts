import { array, asyncProperty, nat } from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../../src/compile.ts";
import { diff } from "../../../src/diff/diff.ts";
import { tapeOf } from "../flow/generate.ts";
import { assertCounting, patience } from "../runs/apps.ts";
import { edited, modelFrom } from "./edits.ts";
import { textOf } from "./model.ts";
import { problems } from "./threads.ts";

const isRight = (text: string): boolean => !check(text).some(({ severity }) => severity === "error");

describe("What graphc diff does not call breaking", () => {
  it(
    "lets every thread of the old version go on, wherever it stands: nothing runs twice, nothing is left out, nothing reads what nobody wrote",
    patience,
    async () => {
      const seen = { safe: 0, broken: 0 };
      const holds = asyncProperty(
        array(nat(1_000), { minLength: 60, maxLength: 160, size: "max" }),
        async (decisions) => {
          const tape = tapeOf(decisions);
          const old = modelFrom(tape);
          if (!isRight(textOf(old))) return;
          for (let i = 0; i < 6; i++) {
            const now = edited(old, tape);
            if (now.segments.length === 0 || !isRight(textOf(now))) continue;
            const { isBreaking, diagnostics } = diff(textOf(old), textOf(now));
            const found = await problems(old, now);
            if (isBreaking) {
              if (found.length > 0) seen.broken++;
              continue;
            }
            seen.safe++;
            const said = diagnostics.map(({ code, message }) => `${code} ${message}`);
            expect(found, [textOf(old), textOf(now), ...said].join("\n")).toStrictEqual([]);
          }
        },
      );
      await assertCounting(holds, 12, seen);
    },
  );
});
