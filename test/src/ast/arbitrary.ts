/** Trees as parsing makes them, without spans worth comparing: for properties of everything that works on trees. */
import fc from "fast-check";
import { freeWords, flowWords } from "../../../grammar/words.ts";
import type * as ast from "../../../src/ast/ast.ts";

const span = { start: 0, end: 0 };

function node<const K extends string, T extends object>(
  kind: K,
  parts: { readonly [P in keyof T]: fc.Arbitrary<T[P]> },
): fc.Arbitrary<{ readonly kind: K; readonly span: typeof span } & T> {
  return fc
    .record(parts)
    .map((rest) => ({ kind, span, ...rest }) as { readonly kind: K; readonly span: typeof span } & T);
}

/** A property that may be left out. */
function maybe<K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<{ readonly [P in K]?: T }> {
  return fc
    .option(value, { nil: undefined })
    .map((one) => (one === undefined ? {} : { [key]: one }) as { readonly [P in K]?: T });
}

/** The properties of several in one, as they make up a node. */
function merged<T extends object>(...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<T> {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as T);
}

const plainName = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,6}$/).map((text) => `${text}_`);
/** Without `error`, which is taken for `on error` in an edge where no node is declared by that name. */
const nodeNameText = fc.oneof(
  { weight: 3, arbitrary: plainName },
  { weight: 1, arbitrary: fc.constantFrom(...freeWords.filter((word) => word !== "error"), "naïve", "数") },
);
const nameText = fc.oneof(
  { weight: 4, arbitrary: nodeNameText },
  { weight: 1, arbitrary: fc.constantFrom(...flowWords) },
);
const wordText = fc.oneof(
  { weight: 4, arbitrary: nameText },
  { weight: 1, arbitrary: fc.constantFrom("if", "class", "null", "let") },
);

const identifierOf = (text: fc.Arbitrary<string>): fc.Arbitrary<ast.Identifier> =>
  text.map((name) => ({ kind: "Identifier", name, span }));
const nodeName = identifierOf(nodeNameText);
const name = identifierOf(nameText);
const word = identifierOf(wordText);
const keyName = identifierOf(
  fc
    .oneof({ weight: 3, arbitrary: wordText }, { weight: 1, arbitrary: fc.string() })
    .filter((text) => !text.startsWith("__")),
);

const list = <T>(item: fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength, maxLength: 3 });

const doc = maybe(
  "doc",
  fc
    .array(fc.string(), { minLength: 1, maxLength: 2 })
    .map((lines) => lines.map((line) => line.replace(/[\n\r]/g, "").trimEnd()).join("\n")),
);

// ── Literals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const string: fc.Arbitrary<ast.StringLiteral> = fc
  .oneof(fc.string(), fc.string({ unit: "binary" }))
  .map((value) => ({ kind: "StringLiteral", value, span }));

const positive: fc.Arbitrary<ast.NumberLiteral> = fc
  .constantFrom("0", "1", "42", "0.5", ".5", "1e3", "1.5e-7", "0xff", "1_000", "0b101", "3.")
  .map((text) => ({ kind: "NumberLiteral", value: Number(text.replaceAll("_", "")), text, span }));

const number: fc.Arbitrary<ast.NumberLiteral> = fc
  .tuple(positive, fc.boolean())
  .map(([one, minus]) => (minus ? { ...one, value: -one.value, text: `-${one.text}` } : one));

const bigint: fc.Arbitrary<ast.BigIntLiteral> = fc.bigInt().map((value) => ({ kind: "BigIntLiteral", value, span }));

export const literal: fc.Arbitrary<ast.Literal> = fc.oneof(
  string,
  number,
  bigint,
  fc.boolean().map((value): ast.BooleanLiteral => ({ kind: "BooleanLiteral", value, span })),
  fc.constant<ast.NullLiteral>({ kind: "NullLiteral", span }),
);

const duration: fc.Arbitrary<ast.Duration> = fc
  .constantFrom<[string, number]>(
    ["250ms", 250],
    ["30s", 30_000],
    ["10m", 600_000],
    ["2h", 7_200_000],
    ["7d", 604_800_000],
    ["1.5s", 1500],
  )
  .map(([text, milliseconds]) => ({ kind: "Duration", milliseconds, text, span }));

const regularExpression: fc.Arbitrary<ast.RegularExpression> = fc
  .constantFrom<[string, string]>(["a+", ""], ["^[/\\]x]$", "i"], ["\\/", "su"], ["(?:a|b)", "v"])
  .map(([pattern, flags]) => ({ kind: "RegularExpression", pattern, flags, span }));

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

const operator = fc.constantFrom<ast.BinaryOperator>(
  "??",
  "||",
  "&&",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "*",
  "/",
  "%",
);

const templateText = fc.string().map((text) => text.replace(/[`\\\r]|\$\{?/g, "").replaceAll("{", "\n"));

/** A minus before a positive number is a negative literal, and never a unary expression. */
function isSigned(operand: ast.Expression): boolean {
  return (operand.kind === "NumberLiteral" && !operand.text.startsWith("-")) || operand.kind === "BigIntLiteral";
}

const expressions = fc.letrec<{
  expression: ast.Expression;
  argument: ast.Expression;
  object: ast.ObjectExpression;
  lambda: ast.Lambda;
}>((tie) => {
  const inner = tie("expression");
  const spread = node<"Spread", { value: ast.Expression }>("Spread", { value: inner });
  const shorthand = name.map((one): ast.Property => ({
    ...{ kind: "Property", name: one, shorthand: true, span },
    value: { kind: "Name", name: one.name, span },
  }));
  return {
    lambda: node<"Lambda", { parameters: ast.Identifier[]; body: ast.Expression }>("Lambda", {
      parameters: list(name),
      body: inner,
    }),
    argument: fc.oneof(
      { weight: 4, arbitrary: inner },
      { weight: 1, arbitrary: tie("lambda") },
      { weight: 1, arbitrary: regularExpression },
    ),
    object: node<"ObjectExpression", { properties: (ast.Property | ast.ComputedProperty | ast.Spread)[] }>(
      "ObjectExpression",
      {
        properties: list(
          fc.oneof(
            node<"Property", { name: ast.Identifier; value: ast.Expression; shorthand: boolean }>("Property", {
              ...{ name: keyName, value: inner, shorthand: fc.constant(false) },
            }),
            shorthand,
            node<"ComputedProperty", { key: ast.Expression; value: ast.Expression }>("ComputedProperty", {
              key: inner,
              value: inner,
            }),
            spread,
          ),
        ),
      },
    ),
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      nameText.map((text): ast.Name => ({ kind: "Name", name: text, span })),
      literal,
      node<"Access", { object: ast.Expression; member: ast.Identifier; optional: boolean }>("Access", {
        ...{ object: inner, member: word, optional: fc.boolean() },
      }),
      node<"Index", { object: ast.Expression; index: ast.Expression }>("Index", { object: inner, index: inner }),
      node<"Call", { callee: ast.Identifier; arguments: ast.Expression[] }>("Call", {
        callee: name,
        arguments: list(tie("argument")),
      }),
      node<"Unary", { operator: "!" | "-"; operand: ast.Expression }>("Unary", {
        ...{ operator: fc.constantFrom("!" as const, "-" as const), operand: inner },
      }).filter((one) => one.operator === "!" || !isSigned(one.operand)),
      node<
        "Binary",
        { operator: ast.BinaryOperator; operatorSpan: typeof span; left: ast.Expression; right: ast.Expression }
      >("Binary", {
        ...{ operator, operatorSpan: fc.constant(span), left: inner, right: inner },
      }),
      node<"Conditional", { condition: ast.Expression; then: ast.Expression; otherwise: ast.Expression }>(
        "Conditional",
        {
          ...{ condition: inner, then: inner, otherwise: inner },
        },
      ),
      node<"ArrayExpression", { items: (ast.Expression | ast.Spread)[] }>("ArrayExpression", {
        items: list(fc.oneof(inner, spread)),
      }),
      tie("object"),
      list(inner).chain((parts) =>
        fc
          .array(templateText, { minLength: parts.length + 1, maxLength: parts.length + 1 })
          .map((texts): ast.Template => ({
            ...{ kind: "Template", expressions: parts, span },
            texts: texts.map((text) => ({ kind: "TemplateText", value: text, raw: text, span })),
          })),
      ),
    ),
  };
});
export const expression = expressions.expression;

// ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const where = maybe("where", expression);

const types = fc.letrec<{ type: ast.TypeNode; object: ast.ObjectType; member: ast.Member }>((tie) => ({
  member: merged(
    node<"Member", { name: ast.Identifier; optional: boolean; type: ast.TypeNode }>("Member", {
      ...{ name: keyName, optional: fc.boolean(), type: tie("type") },
    }),
    doc,
    where,
  ) as fc.Arbitrary<ast.Member>,
  object: node<"ObjectType", { members: ast.Member[] }>("ObjectType", { members: list(tie("member")) }),
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    node<"TypeName", { name: ast.Identifier; arguments: ast.TypeNode[] }>("TypeName", {
      name,
      arguments: fc.constant([]),
    }),
    node<"LiteralType", { literal: ast.Literal }>("LiteralType", { literal }),
    node<"TypeName", { name: ast.Identifier; arguments: ast.TypeNode[] }>("TypeName", {
      name,
      arguments: list(tie("type")),
    }),
    node<"UnionType", { members: ast.TypeNode[] }>("UnionType", { members: list(tie("type"), 2) }),
    node<"ArrayType", { element: ast.TypeNode }>("ArrayType", { element: tie("type") }),
    node<"TupleType", { elements: ast.TypeNode[] }>("TupleType", { elements: list(tie("type"), 1) }),
    tie("object"),
  ),
}));
export const type = types.type;

// ── Flow ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const end: ast.Identifier = { kind: "Identifier", name: "end", span };
const target = fc.oneof({ weight: 4, arbitrary: nodeName }, { weight: 1, arbitrary: fc.constant(end) });
const choices = node<"Choices", { many: boolean; targets: ast.Identifier[] }>("Choices", {
  many: fc.boolean(),
  targets: list(target, 1),
});

const isEnd = (step: ast.Step): boolean => step.kind === "Target" && step.name.name === "end";

const flow = fc.letrec<{ chain: ast.Chain; step: ast.Step }>((tie) => ({
  chain: merged(
    // Nothing follows `end`: in an arm, it would read as an arm that lacks its `else`.
    node<"Chain", { steps: ast.Step[] }>("Chain", {
      steps: list(tie("step"), 1).map((steps) => steps.filter((step, i) => i === steps.length - 1 || !isEnd(step))),
    }),
    maybe(
      "bound",
      node<"Bound", { max: ast.NumberLiteral; otherwise: ast.Identifier }>("Bound", {
        max: positive,
        otherwise: target,
      }),
    ),
  ) as fc.Arbitrary<ast.Chain>,
  step: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    target.map((one): ast.Target => ({ kind: "Target", name: one, span })),
    merged(
      node<"Target", { name: ast.Identifier }>("Target", { name: nodeName }),
      maybe("arguments", list(expressions.argument)),
    ),
    node<"Route", { router: ast.Identifier; choices: ast.Choices }>("Route", { router: name, choices }),
    node<"Goto", { choices: ast.Choices }>("Goto", { choices }),
    node<"Group", { members: ast.GroupMember[] }>("Group", {
      members: list(
        merged(
          node<"GroupMember", { chain: ast.Chain }>("GroupMember", { chain: tie("chain") }),
          maybe(
            "map",
            node<"MemberMap", { variable: ast.Identifier; list: ast.Expression }>("MemberMap", {
              variable: name,
              list: expression,
            }),
          ),
          maybe("condition", expression),
        ) as fc.Arbitrary<ast.GroupMember>,
        1,
      ),
    }),
    node<"Match", { subject: ast.Expression; arms: ast.MatchArm[] }>("Match", {
      subject: expression,
      arms: list(
        merged(
          node<"MatchArm", { chain: ast.Chain }>("MatchArm", { chain: tie("chain") }),
          maybe("patterns", list(literal, 1)),
        ) as fc.Arbitrary<ast.MatchArm>,
      ),
    }),
    node<"When", { arms: ast.WhenArm[] }>("When", {
      arms: list(
        merged(
          node<"WhenArm", { chain: ast.Chain }>("WhenArm", { chain: tie("chain") }),
          maybe("condition", expression),
        ) as fc.Arbitrary<ast.WhenArm>,
      ),
    }),
  ) as fc.Arbitrary<ast.Step>,
}));

// ── Statements ───────────────────────────────────────────────────────────────────────────────────────────────────────

const reducer = fc.letrec<{ reducer: ast.Reducer }>((tie) => ({
  reducer: fc.oneof(
    { depthSize: "small" },
    merged(
      node<"NamedReducer", { name: ast.Identifier }>("NamedReducer", { name }),
      maybe("argument", tie("reducer")),
    ) as fc.Arbitrary<ast.Reducer>,
    expressions.lambda,
  ),
})).reducer;

const field = merged(
  node<"Field", { modifiers: ast.Modifier[]; name: ast.Identifier; optional: boolean; type: ast.TypeNode }>("Field", {
    modifiers: list(
      node<"Modifier", { name: ast.Modifier["name"] }>("Modifier", {
        name: fc.constantFrom("input", "output", "ephemeral"),
      }),
    ),
    ...{ name, optional: fc.boolean(), type },
  }),
  doc,
  maybe("default", expression),
  maybe("reduce", reducer),
  where,
) as fc.Arbitrary<ast.Field>;

const setting = fc.oneof(
  node<"RetrySetting", { name: "attempts" | "factor"; value: ast.NumberLiteral }>("RetrySetting", {
    ...{ name: fc.constantFrom("attempts" as const, "factor" as const), value: positive },
  }),
  node<"RetrySetting", { name: "delay" | "maxDelay"; value: ast.Duration }>("RetrySetting", {
    ...{ name: fc.constantFrom("delay" as const, "maxDelay" as const), value: duration },
  }),
  node<"RetrySetting", { name: "jitter" }>("RetrySetting", { name: fc.constant("jitter" as const) }),
  node<"RetrySetting", { name: "on"; value: ast.StringLiteral[] }>("RetrySetting", {
    name: fc.constant("on" as const),
    value: list(string, 1),
  }),
);

const option: fc.Arbitrary<ast.Option> = fc.oneof(
  node<"ReadsOption", { fields: ast.Identifier[] }>("ReadsOption", { fields: list(name, 1) }),
  node<"WritesOption", { fields: ast.WrittenField[] }>("WritesOption", {
    fields: list(
      node<"WrittenField", { name: ast.Identifier; mayLeaveOut: boolean }>("WrittenField", {
        name,
        mayLeaveOut: fc.boolean(),
      }),
      1,
    ),
  }),
  node<"RetryOption", { settings: ast.RetrySetting[] }>("RetryOption", { settings: list(setting) }),
  node<"TimeoutOption", { duration: ast.Duration }>("TimeoutOption", { duration }),
  node<"CacheOption", { duration: ast.Duration }>("CacheOption", { duration }),
  node<"AsksOption", { payload: ast.TypeNode; answer: ast.TypeNode }>("AsksOption", { payload: type, answer: type }),
  node<"InOption", { input: ast.ObjectExpression }>("InOption", { input: expressions.object }),
  node<"ShowOption", { payload: ast.Expression }>("ShowOption", { payload: expression }),
);

const parameters = maybe(
  "parameters",
  list(node<"Parameter", { name: ast.Identifier; type: ast.TypeNode }>("Parameter", { name, type })),
);
const update = maybe("update", expressions.object);
const implementation = maybe(
  "implementation",
  merged(
    node<"Implementation", { name: ast.Identifier }>("Implementation", { name }),
    maybe("factory", maybe("argument", expression)),
  ),
);
const source = fc.oneof(
  { weight: 4, arbitrary: nodeName },
  { weight: 1, arbitrary: fc.constant<ast.Identifier>({ ...end, name: "start" }) },
);

const statement = fc.oneof(
  node<"ContextBlock", { members: ast.Member[] }>("ContextBlock", { members: list(types.member) }),
  node<"EventsBlock", { members: ast.Member[] }>("EventsBlock", { members: list(types.member) }),
  node<"StateBlock", { fields: ast.Field[] }>("StateBlock", { fields: list(field) }),
  merged(node<"Let", { name: ast.Identifier; value: ast.Expression }>("Let", { name, value: expression }), doc),
  merged(
    node<"Node", { name: ast.Identifier; options: ast.Option[] }>("Node", { name: nodeName, options: list(option) }),
    doc,
    parameters,
    implementation,
    update,
  ),
  merged(
    node<"Ask", { name: ast.Identifier; answer: ast.TypeNode; options: ast.Option[] }>("Ask", {
      ...{ name: nodeName, answer: type, options: list(option) },
    }),
    doc,
    parameters,
    update,
  ),
  node<"Defaults", { options: ast.Option[] }>("Defaults", { options: list(option) }),
  node<"Limit", { steps: ast.NumberLiteral }>("Limit", { steps: positive }),
  node<"Interrupt", { when: "before" | "after"; nodes: ast.Identifier[] }>("Interrupt", {
    ...{ when: fc.constantFrom("before" as const, "after" as const), nodes: list(nodeName, 1) },
  }),
  node<"Version", { version: ast.NumberLiteral }>("Version", { version: positive }),
  node<"Migrate", { from: ast.NumberLiteral; to: ast.NumberLiteral; using: ast.Identifier }>("Migrate", {
    ...{ from: positive, to: positive, using: name },
  }),
  node<"Edge", { sources: ast.Identifier[]; onError: boolean; chain: ast.Chain }>("Edge", {
    ...{ sources: list(source, 1), onError: fc.boolean(), chain: flow.chain },
  }),
) as fc.Arbitrary<ast.Statement>;

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const importName: fc.Arbitrary<ast.ImportName> = fc.oneof(
  name.map((one): ast.ImportName => ({ kind: "ImportName", imported: one, local: one, span })),
  node<"ImportName", { imported: ast.Identifier; local: ast.Identifier }>("ImportName", {
    imported: word,
    local: name,
  }),
);

const declaration = fc.oneof(
  node<"Import", { typeOnly: boolean; names: ast.ImportName[]; from: ast.StringLiteral }>("Import", {
    ...{ typeOnly: fc.boolean(), names: list(importName, 1), from: string },
  }),
  merged(
    node<"TypeDeclaration", { name: ast.Identifier; type: ast.TypeNode }>("TypeDeclaration", { name, type }),
    doc,
    where,
  ),
  merged(
    node<"Graph", { name: ast.Identifier; statements: ast.Statement[]; incomplete: boolean }>("Graph", {
      ...{ name, statements: fc.array(statement, { maxLength: 5 }), incomplete: fc.constant(false) },
    }),
    doc,
  ),
) as fc.Arbitrary<ast.Declaration>;

export const file: fc.Arbitrary<ast.File> = fc
  .array(declaration, { maxLength: 3 })
  .map((declarations) => ({ kind: "File", declarations, incomplete: false, doubtful: [], span }));
