/** Branches and conditional members inside each other, as text with the places of everything that the compiler may say something about. */
import fc from "fast-check";
import { condition } from "../ranges/generate.ts";

export type Branch =
  | { readonly kind: "leaf"; readonly choice: string | undefined }
  | { readonly kind: "when"; readonly arms: readonly Arm[]; readonly hasElse: boolean }
  | { readonly kind: "match"; readonly subject: string; readonly arms: readonly MatchArm[]; readonly hasElse: boolean }
  | { readonly kind: "group"; readonly members: readonly Arm[] };

interface Arm {
  readonly condition: string;
  readonly then: Branch;
}

interface MatchArm {
  readonly patterns: readonly string[];
  readonly then: Branch;
}

/** The literals of the fields that a `match` may be over. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  k: ['"x"', '"y"', '"zz"'],
  f: ["true", "false"],
  g: ["true", "false", "null"],
};

const order = fc.constantFrom("<", "<=", ">", ">=", "==", "!=");
/** `here` is the node in front of the outermost branch. */
const visited = fc.tuple(order, fc.nat(3)).map(([op, n]) => `visits(here) ${op} ${n}`);

const onFields = fc.oneof(
  { weight: 3, arbitrary: condition },
  { weight: 1, arbitrary: condition.map((text) => text.replaceAll(/\ba\b/g, "box.n")) },
);
const guard = fc.oneof({ weight: 8, arbitrary: onFields }, { weight: 1, arbitrary: visited });

const matching = (then: fc.Arbitrary<Branch>): fc.Arbitrary<Branch> =>
  fc.constantFrom(...Object.keys(subjects)).chain((subject) =>
    fc.record({
      kind: fc.constant("match" as const),
      subject: fc.constant(subject),
      arms: fc
        .shuffledSubarray([...(subjects[subject] ?? [])], { minLength: 1 })
        .chain((patterns) =>
          fc.tuple(...patterns.map((pattern) => fc.record({ patterns: fc.constant([pattern]), then }))),
        )
        .chain((arms) => fc.boolean().map((joined) => (joined ? together(arms) : arms))),
      hasElse: fc.boolean(),
    }),
  );

/** The first two patterns in one arm. */
function together([first, second, ...more]: readonly MatchArm[]): readonly MatchArm[] {
  if (!first || !second) return first ? [first] : [];
  return [{ patterns: [...first.patterns, ...second.patterns], then: first.then }, ...more];
}

export const branch: fc.Arbitrary<Branch> = fc.letrec<{ branch: Branch; arm: Arm; leaf: Branch }>((tie) => ({
  leaf: fc.record({ kind: fc.constant("leaf" as const), choice: fc.option(onFields, { nil: undefined, freq: 3 }) }),
  arm: fc.record({ condition: guard, then: tie("branch") }),
  branch: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    tie("leaf"),
    fc.record({
      kind: fc.constant("when" as const),
      arms: fc.array(tie("arm"), { minLength: 1, maxLength: 3 }),
      hasElse: fc.boolean(),
    }),
    matching(tie("branch")),
    fc.record({ kind: fc.constant("group" as const), members: fc.array(tie("arm"), { minLength: 1, maxLength: 2 }) }),
  ),
})).branch;

/** Something in the text that comes out true or false, or an `else`, in the order of the text. */
export interface Mark {
  readonly text: string;
  readonly kind: "condition" | "pattern" | "choice" | "else";
}

const signs = { open: "\u{E000}", close: "\u{E001}", branch: "\u{E002}" };

/** Writes branches; each mark, leaf and `when` or `match` has a number, in the order of the text. */
export class BranchWriter {
  readonly marks: Mark[] = [];
  readonly nodes: string[] = [];
  readonly #withElse: ReadonlySet<number>;
  #branches = 0;
  /** The groups that are being written. */
  #groups = 0;

  /** @param withElse Branches that have an `else` whatever they are. */
  constructor(withElse: ReadonlySet<number>) {
    this.#withElse = withElse;
  }

  /** The step, and the numbers of what is in it. */
  write(branch: Branch): { readonly text: string; readonly placed: Placed } {
    switch (branch.kind) {
      case "leaf":
        return this.#leaf(branch.choice);
      case "when":
      case "match":
        return this.#choosing(branch);
      case "group": {
        const members = branch.members.map(({ condition, then }) => {
          this.#groups++;
          const inner = this.write(then);
          this.#groups--;
          const [mark, text] = this.#mark("condition", condition);
          return { text: `${inner.text} if ${text}`, arm: { marks: [mark], then: inner.placed } };
        });
        return {
          text: `[${members.map(({ text }) => text).join(", ")}]`,
          placed: { kind: "group", arms: members.map(({ arm }) => arm) },
        };
      }
    }
  }

  #leaf(choice: string | undefined): { readonly text: string; readonly placed: Placed } {
    const name = `m${this.nodes.length}`;
    if (choice === undefined) {
      this.nodes.push(`node ${name} => { log: ["${name}"] }`);
      return { text: name, placed: { kind: "leaf", name, choice: undefined } };
    }
    const [mark, text] = this.#mark("choice", choice);
    this.nodes.push(`node ${name} => { log: [${text} ? "${name} true" : "${name} false"] }`);
    return { text: name, placed: { kind: "leaf", name, choice: mark } };
  }

  #choosing(branch: Branch & { readonly kind: "when" | "match" }): { readonly text: string; readonly placed: Placed } {
    const number = this.#branches++;
    const arms: PlacedArm[] = [];
    const texts: string[] = [];
    const add = (marked: readonly (readonly [number, string])[], then: Branch): void => {
      const inner = this.write(then);
      texts.push(`${marked.map(([, text]) => text).join(", ")} -> ${inner.text}`);
      arms.push({ marks: marked.map(([mark]) => mark), then: inner.placed });
    };
    if (branch.kind === "when") {
      for (const { condition, then } of branch.arms) add([this.#mark("condition", condition)], then);
    } else {
      for (const { patterns, then } of branch.arms) {
        add(
          patterns.map((pattern) => this.#mark("pattern", pattern, `${branch.subject} == ${pattern}`)),
          then,
        );
      }
    }
    const hasElse = branch.hasElse || this.#withElse.has(number);
    if (hasElse) add([this.#mark("else", "else", "true")], { kind: "leaf", choice: undefined });
    const head = branch.kind === "when" ? "when" : `match ${branch.subject}`;
    return { text: `${signs.branch}${head} { ${texts.join("  ")} }`, placed: { kind: "first", arms } };
  }

  #mark(kind: Mark["kind"], text: string, as = text): readonly [number, string] {
    // A member counts the visits of its own path, and `here` is none of them.
    const looked = this.#groups > 0 ? as.replaceAll("visits(here)", "(visits(here) * 0)") : as;
    const mark = this.marks.push({ kind, text: looked }) - 1;
    return [mark, `${signs.open}${mark};${text}${signs.close}`];
  }
}

/** A branch with the numbers of its marks. */
export type Placed =
  | { readonly kind: "leaf"; readonly name: string; readonly choice: number | undefined }
  /** The first arm that fits. */
  | { readonly kind: "first"; readonly arms: readonly PlacedArm[] }
  /** All members that fit. */
  | { readonly kind: "group"; readonly arms: readonly PlacedArm[] };

export interface PlacedArm {
  /** It fits if one of them is true. */
  readonly marks: readonly number[];
  readonly then: Placed;
}

export interface Places {
  readonly text: string;
  /** By number of the mark. */
  readonly marks: ReadonlyMap<number, { readonly start: number; readonly end: number }>;
  /** Where each `when` and `match` begins, by its number, and where it ends with its head. */
  readonly branches: readonly number[];
}

/** The text without signs, and where they stood. */
export function placed(signed: string): Places {
  const marks = new Map<number, { readonly start: number; readonly end: number }>();
  const open: { readonly mark: number; readonly start: number }[] = [];
  const branches: number[] = [];
  let text = "";
  for (const [part] of signed.matchAll(/\u{E000}\d+;|[\u{E001}\u{E002}]|[^\u{E000}\u{E001}\u{E002}]+/gu)) {
    if (part.startsWith(signs.open)) open.push({ mark: Number(part.slice(1, -1)), start: text.length });
    else if (part === signs.branch) branches.push(text.length);
    else if (part === signs.close) {
      const last = open.pop();
      if (last) marks.set(last.mark, { start: last.start, end: text.length });
    } else text += part;
  }
  return { text, marks, branches };
}
