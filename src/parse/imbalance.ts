import type { IToken } from "chevrotain";
import { G104 } from "../diagnostics/catalogue/g1.ts";
import type { Fix, Report } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";
import type { Imbalance } from "./matching.ts";
import { describe } from "./describe.ts";
import { spanOfToken } from "./token.ts";

const openerOf: Readonly<Record<string, string>> = { "}": "{", "]": "[", ")": "(", "`": "`" };

/** Reports a bracket that is missing or one too many, with the place of its counterpart. */
export function reportImbalance(source: Source, found: Imbalance, before: IToken | undefined, report: Report): void {
  const related = (token: IToken, message: string) => ({ related: [{ source, span: spanOfToken(token), message }] });
  switch (found.kind) {
    case "unclosed": {
      const closer = found.closer.LABEL ?? "";
      const { end } = spanOfToken(before ?? found.opener);
      report(
        G104.unclosed({ closer }),
        { start: end, end },
        {
          ...related(found.opener, `this \`${found.opener.image}\` is not closed`),
          fixes: [insertion(end, closer)],
        },
      );
      return;
    }
    case "unopened": {
      const { end } = spanOfToken(found.head);
      const names = { opener: found.opener.image, closer: found.closer.image, behind: describe(found.head) };
      report(
        G104.unopened(names),
        { start: end, end },
        {
          ...related(found.closer, `this \`${found.closer.image}\` closes the block`),
          fixes: [insertion(end, ` ${found.opener.image}`)],
        },
      );
      return;
    }
    case "wrong": {
      const wanted = found.wanted.LABEL ?? "";
      const span = spanOfToken(found.closer);
      report(G104.wrongKind({ closer: found.closer.image, wanted }), span, {
        ...related(found.opener, `it closes this \`${found.opener.image}\``),
        fixes: [{ title: `write \`${wanted}\``, safe: false, edits: [{ span, text: wanted }] }],
      });
      return;
    }
    case "turned": {
      const opener = found.opener.image;
      const span = spanOfToken(found.found);
      report(G104.turned({ found: found.found.image, opener }), span, {
        ...related(found.closer, `this \`${found.closer.image}\` closes it`),
        fixes: [{ title: `write \`${opener}\``, safe: false, edits: [{ span, text: opener }] }],
      });
      return;
    }
    case "stray": {
      const closer = found.closer.image;
      const span = spanOfToken(found.closer);
      const title = `remove \`${closer}\``;
      report(G104.stray({ closer, opener: openerOf[closer] ?? "" }), span, {
        fixes: [{ title, safe: false, edits: [{ span, text: "" }] }],
      });
    }
  }
}

/** Reports the brackets that are open where the text ends, the innermost first, as the one mistake that they are. */
export function reportTruncation(
  source: Source,
  found: readonly Imbalance[],
  last: IToken | undefined,
  report: Report,
): void {
  const open = found.filter((one) => one.kind === "unclosed");
  if (open.length === 0 || !last) return;
  const { end } = spanOfToken(last);
  const closers = open.map(({ closer }) => closer.LABEL ?? "");
  const related = open.map(({ opener }) => ({
    source,
    span: spanOfToken(opener),
    message: `this \`${opener.image}\` is not closed`,
  }));
  report(
    G104.truncated({ closers: closers.map((closer) => `\`${closer}\``).join(" ") }),
    { start: end, end },
    {
      related,
      fixes: [insertion(end, ` ${closers.join(" ")}`)],
    },
  );
}

/** Where the bracket belongs is a guess. */
function insertion(at: number, text: string): Fix {
  const span: Span = { start: at, end: at };
  return { title: `add \`${text.trim()}\``, safe: false, edits: [{ span, text }] };
}
