/**
 * The syntax tree. Nodes are plain readonly data; every node has a `kind` and the span of its text (without comments around it).
 * Parentheses are not kept: the printer writes those that precedence needs. A declaration that could not be read is left out, and what held it is `incomplete`.
 */
import type { Span } from "../source/source.ts";

interface Base {
  readonly span: Span;
}

export interface Identifier extends Base {
  readonly kind: "Identifier";
  readonly name: string;
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface File extends Base {
  readonly kind: "File";
  readonly declarations: readonly Declaration[];
  /** Whether something outside the graphs could not be read, so that names may be missing. */
  readonly incomplete: boolean;
  /** Lines that do not follow the grammar: how they were read is a guess, so that nothing more is said of them. */
  readonly doubtful: readonly Span[];
}

export type Declaration = Import | TypeDeclaration | Graph;

export interface Import extends Base {
  readonly kind: "Import";
  /** `import type { … }`. */
  readonly typeOnly: boolean;
  readonly names: readonly ImportName[];
  readonly from: StringLiteral;
}

export interface ImportName extends Base {
  readonly kind: "ImportName";
  readonly imported: Identifier;
  /** The name in this file: the same identifier as `imported` where there is no `as`. */
  readonly local: Identifier;
}

/** `type Name = T where C` or `type Name { members }`; the second has an `ObjectType` and never a `where`. */
export interface TypeDeclaration extends Base {
  readonly kind: "TypeDeclaration";
  readonly doc?: string;
  readonly name: Identifier;
  readonly type: TypeNode;
  readonly where?: Expression;
}

export interface Graph extends Base {
  readonly kind: "Graph";
  readonly doc?: string;
  readonly name: Identifier;
  readonly statements: readonly Statement[];
  /** Whether a statement could not be read, so that nodes, fields or edges may be missing. */
  readonly incomplete: boolean;
}

// ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type TypeNode = TypeName | LiteralType | UnionType | ArrayType | TupleType | ObjectType;

/** A built-in, declared or imported type; `Record<string, T>` has two arguments. */
export interface TypeName extends Base {
  readonly kind: "TypeName";
  readonly name: Identifier;
  readonly arguments: readonly TypeNode[];
}

export interface LiteralType extends Base {
  readonly kind: "LiteralType";
  readonly literal: Literal;
}

export interface UnionType extends Base {
  readonly kind: "UnionType";
  readonly members: readonly TypeNode[];
}

export interface ArrayType extends Base {
  readonly kind: "ArrayType";
  readonly element: TypeNode;
}

export interface TupleType extends Base {
  readonly kind: "TupleType";
  readonly elements: readonly TypeNode[];
}

export interface ObjectType extends Base {
  readonly kind: "ObjectType";
  readonly members: readonly Member[];
}

/** A member of an object type, of `context` or of `events`. `name` may have been written as a string. */
export interface Member extends Base {
  readonly kind: "Member";
  readonly doc?: string;
  readonly name: Identifier;
  readonly optional: boolean;
  readonly type: TypeNode;
  readonly where?: Expression;
}

// ── Statements of a graph ────────────────────────────────────────────────────────────────────────────────────────────

export type Statement =
  ContextBlock | EventsBlock | StateBlock | Let | Node | Ask | Defaults | Limit | Interrupt | Version | Migrate | Edge;

export interface ContextBlock extends Base {
  readonly kind: "ContextBlock";
  readonly members: readonly Member[];
}

export interface EventsBlock extends Base {
  readonly kind: "EventsBlock";
  readonly members: readonly Member[];
}

export interface StateBlock extends Base {
  readonly kind: "StateBlock";
  readonly fields: readonly Field[];
}

export interface Modifier extends Base {
  readonly kind: "Modifier";
  readonly name: "input" | "output" | "ephemeral";
}

export interface Field extends Base {
  readonly kind: "Field";
  readonly doc?: string;
  readonly modifiers: readonly Modifier[];
  readonly name: Identifier;
  readonly optional: boolean;
  readonly type: TypeNode;
  readonly default?: Expression;
  readonly reduce?: Reducer;
  readonly where?: Expression;
}

export type Reducer = NamedReducer | Lambda;

/** `append`, `appendBy(id)`, `mergeWith(add)`, or an imported function; the argument of `appendBy` is a `NamedReducer` too. */
export interface NamedReducer extends Base {
  readonly kind: "NamedReducer";
  readonly name: Identifier;
  readonly argument?: Reducer;
}

export interface Let extends Base {
  readonly kind: "Let";
  readonly doc?: string;
  readonly name: Identifier;
  readonly value: Expression;
}

export interface Parameter extends Base {
  readonly kind: "Parameter";
  readonly name: Identifier;
  readonly type: TypeNode;
}

/** `node name(params) = implementation(argument) { options } => update`. */
export interface Node extends Base {
  readonly kind: "Node";
  readonly doc?: string;
  readonly name: Identifier;
  /** Absent where there are no parentheses; `()` is an empty list. */
  readonly parameters?: readonly Parameter[];
  readonly implementation?: Implementation;
  readonly options: readonly Option[];
  readonly update?: ObjectExpression;
}

export interface Implementation extends Base {
  readonly kind: "Implementation";
  readonly name: Identifier;
  /** The parentheses of a factory; its argument is absent in `make()`. */
  readonly factory?: { readonly argument?: Expression };
}

export interface Ask extends Base {
  readonly kind: "Ask";
  readonly doc?: string;
  readonly name: Identifier;
  readonly parameters?: readonly Parameter[];
  readonly answer: TypeNode;
  readonly options: readonly Option[];
  readonly update?: ObjectExpression;
}

export interface Defaults extends Base {
  readonly kind: "Defaults";
  readonly options: readonly Option[];
}

export interface Limit extends Base {
  readonly kind: "Limit";
  readonly steps: NumberLiteral;
}

export interface Interrupt extends Base {
  readonly kind: "Interrupt";
  readonly when: "before" | "after";
  readonly nodes: readonly Identifier[];
}

export interface Version extends Base {
  readonly kind: "Version";
  readonly version: NumberLiteral;
}

export interface Migrate extends Base {
  readonly kind: "Migrate";
  readonly from: NumberLiteral;
  readonly to: NumberLiteral;
  readonly using: Identifier;
}

// ── Options of nodes ─────────────────────────────────────────────────────────────────────────────────────────────────

export type Option =
  ReadsOption | WritesOption | RetryOption | TimeoutOption | CacheOption | AsksOption | InOption | ShowOption;

export interface ReadsOption extends Base {
  readonly kind: "ReadsOption";
  readonly fields: readonly Identifier[];
}

export interface WritesOption extends Base {
  readonly kind: "WritesOption";
  readonly fields: readonly WrittenField[];
}

export interface WrittenField extends Base {
  readonly kind: "WrittenField";
  readonly name: Identifier;
  /** `name?`: the handler may leave it out. */
  readonly mayLeaveOut: boolean;
}

/** `retry 3` has one setting `attempts`. */
export interface RetryOption extends Base {
  readonly kind: "RetryOption";
  readonly settings: readonly RetrySetting[];
}

export type RetrySetting =
  | (Base & { readonly kind: "RetrySetting"; readonly name: "attempts" | "factor"; readonly value: NumberLiteral })
  | (Base & { readonly kind: "RetrySetting"; readonly name: "delay" | "maxDelay"; readonly value: Duration })
  | (Base & { readonly kind: "RetrySetting"; readonly name: "jitter" })
  | (Base & { readonly kind: "RetrySetting"; readonly name: "on"; readonly value: readonly StringLiteral[] });

export interface TimeoutOption extends Base {
  readonly kind: "TimeoutOption";
  readonly duration: Duration;
}

export interface CacheOption extends Base {
  readonly kind: "CacheOption";
  readonly duration: Duration;
}

export interface AsksOption extends Base {
  readonly kind: "AsksOption";
  readonly payload: TypeNode;
  readonly answer: TypeNode;
}

export interface InOption extends Base {
  readonly kind: "InOption";
  readonly input: ObjectExpression;
}

export interface ShowOption extends Base {
  readonly kind: "ShowOption";
  readonly payload: Expression;
}

// ── Flow ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `a, b -> chain`, `start -> chain`, `a on error -> chain`. A source called `start` is the start of the graph. */
export interface Edge extends Base {
  readonly kind: "Edge";
  readonly sources: readonly Identifier[];
  readonly onError: boolean;
  readonly chain: Chain;
}

export interface Chain extends Base {
  readonly kind: "Chain";
  /** At least one. */
  readonly steps: readonly Step[];
  readonly bound?: Bound;
}

/** `max 3 then y`; bounds the way to the last step of its chain. A target called `end` is the end. */
export interface Bound extends Base {
  readonly kind: "Bound";
  readonly max: NumberLiteral;
  readonly otherwise: Identifier;
}

export type Step = Target | Group | Match | When | Route | Goto;

/** A node's name with arguments, or `end` (then without). */
export interface Target extends Base {
  readonly kind: "Target";
  readonly name: Identifier;
  /** Absent where there are no parentheses. */
  readonly arguments?: readonly Expression[];
}

export interface Group extends Base {
  readonly kind: "Group";
  readonly members: readonly GroupMember[];
}

export interface GroupMember extends Base {
  readonly kind: "GroupMember";
  readonly chain: Chain;
  readonly map?: MemberMap;
  readonly condition?: Expression;
}

/** `for variable in list`. */
export interface MemberMap extends Base {
  readonly kind: "MemberMap";
  readonly variable: Identifier;
  readonly list: Expression;
}

export interface Match extends Base {
  readonly kind: "Match";
  readonly subject: Expression;
  readonly arms: readonly MatchArm[];
}

/** `else` has no patterns; others have at least one. */
export interface MatchArm extends Base {
  readonly kind: "MatchArm";
  readonly patterns?: readonly Literal[];
  readonly chain: Chain;
}

export interface When extends Base {
  readonly kind: "When";
  readonly arms: readonly WhenArm[];
}

/** `else` has no condition. */
export interface WhenArm extends Base {
  readonly kind: "WhenArm";
  readonly condition?: Expression;
  readonly chain: Chain;
}

/** `route f { a, b }` (one of) or `route f [a, b]` (any number of). */
export interface Route extends Base {
  readonly kind: "Route";
  readonly router: Identifier;
  readonly choices: Choices;
}

/** `goto { a, b }` or `goto [a, b]`. */
export interface Goto extends Base {
  readonly kind: "Goto";
  readonly choices: Choices;
}

export interface Choices extends Base {
  readonly kind: "Choices";
  /** Whether the list is in brackets: any number of the targets, as a group. */
  readonly many: boolean;
  /** Names of nodes; `end` is the end. */
  readonly targets: readonly Identifier[];
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | Literal
  | RegularExpression
  | Template
  | Name
  | Call
  | Access
  | Index
  | Unary
  | Binary
  | Conditional
  | ArrayExpression
  | ObjectExpression
  | Lambda;

/** What may stand in a pattern or a literal type; a negative number is a literal with a negative value there and in expressions. */
export type Literal = StringLiteral | NumberLiteral | BigIntLiteral | BooleanLiteral | NullLiteral;

export interface StringLiteral extends Base {
  readonly kind: "StringLiteral";
  /** After escapes. */
  readonly value: string;
}

export interface NumberLiteral extends Base {
  readonly kind: "NumberLiteral";
  readonly value: number;
  /** As written: `1e3`, `0x10`. */
  readonly text: string;
}

export interface BigIntLiteral extends Base {
  readonly kind: "BigIntLiteral";
  readonly value: bigint;
}

export interface BooleanLiteral extends Base {
  readonly kind: "BooleanLiteral";
  readonly value: boolean;
}

export interface NullLiteral extends Base {
  readonly kind: "NullLiteral";
}

/** Not an expression: `timeout 30s`. */
export interface Duration extends Base {
  readonly kind: "Duration";
  readonly milliseconds: number;
  /** As written: `30s`. */
  readonly text: string;
}

/** Only as an argument of `matches` and `split`. */
export interface RegularExpression extends Base {
  readonly kind: "RegularExpression";
  readonly pattern: string;
  readonly flags: string;
}

/** `` `text${expression}text` ``: one text more than expressions. */
export interface Template extends Base {
  readonly kind: "Template";
  readonly texts: readonly TemplateText[];
  readonly expressions: readonly Expression[];
}

export interface TemplateText extends Base {
  readonly kind: "TemplateText";
  /** After escapes. */
  readonly value: string;
  /** As written between the backticks. */
  readonly raw: string;
}

export interface Name extends Base {
  readonly kind: "Name";
  readonly name: string;
}

/** A call of one of the language's functions. */
export interface Call extends Base {
  readonly kind: "Call";
  readonly callee: Identifier;
  readonly arguments: readonly Expression[];
}

/** `object.member` or `object?.member`. */
export interface Access extends Base {
  readonly kind: "Access";
  readonly object: Expression;
  readonly member: Identifier;
  readonly optional: boolean;
}

export interface Index extends Base {
  readonly kind: "Index";
  readonly object: Expression;
  readonly index: Expression;
}

export interface Unary extends Base {
  readonly kind: "Unary";
  readonly operator: "!" | "-";
  readonly operand: Expression;
}

export type BinaryOperator = "??" | "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface Binary extends Base {
  readonly kind: "Binary";
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Base {
  readonly kind: "Conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface ArrayExpression extends Base {
  readonly kind: "ArrayExpression";
  readonly items: readonly (Expression | Spread)[];
}

export interface Spread extends Base {
  readonly kind: "Spread";
  readonly value: Expression;
}

export interface ObjectExpression extends Base {
  readonly kind: "ObjectExpression";
  readonly properties: readonly (Property | ComputedProperty | Spread)[];
}

/** `name: value`, or the shorthand `name`, whose value is a `Name` with the same span. */
export interface Property extends Base {
  readonly kind: "Property";
  readonly name: Identifier;
  readonly value: Expression;
  readonly shorthand: boolean;
}

export interface ComputedProperty extends Base {
  readonly kind: "ComputedProperty";
  readonly key: Expression;
  readonly value: Expression;
}

/** Only as an argument of a call, or as a reducer. */
export interface Lambda extends Base {
  readonly kind: "Lambda";
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}

/** Every node of the tree. */
export type AnyNode =
  | Identifier
  | File
  | Declaration
  | ImportName
  | TypeNode
  | Member
  | Modifier
  | Field
  | NamedReducer
  | Statement
  | Parameter
  | Implementation
  | Option
  | WrittenField
  | RetrySetting
  | Duration
  | Chain
  | Bound
  | Step
  | GroupMember
  | MemberMap
  | MatchArm
  | WhenArm
  | Choices
  | Expression
  | TemplateText
  | Spread
  | Property
  | ComputedProperty;
