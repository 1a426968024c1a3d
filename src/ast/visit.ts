import type { AnyNode } from "./ast.ts";

export type Kind = AnyNode["kind"];
export type NodeOf<K extends Kind> = Extract<AnyNode, { readonly kind: K }>;

type KeysOf<N> = N extends AnyNode ? Exclude<keyof N, "kind" | "span"> : never;

/** The properties of each kind of node that hold nodes, in the order of the text. */
export const childKeys: { readonly [K in Kind]: readonly KeysOf<NodeOf<K>>[] } = {
  Identifier: [],
  File: ["declarations"],
  Import: ["names", "from"],
  ImportName: ["imported", "local"],
  TypeDeclaration: ["name", "type", "where"],
  Graph: ["name", "statements"],
  TypeName: ["name", "arguments"],
  LiteralType: ["literal"],
  UnionType: ["members"],
  ArrayType: ["element"],
  TupleType: ["elements"],
  ObjectType: ["members"],
  Member: ["name", "type", "where"],
  ContextBlock: ["members"],
  EventsBlock: ["members"],
  StateBlock: ["fields"],
  Modifier: [],
  Field: ["modifiers", "name", "type", "default", "reduce", "where"],
  NamedReducer: ["name", "argument"],
  Let: ["name", "value"],
  Parameter: ["name", "type"],
  Node: ["name", "parameters", "implementation", "options", "update"],
  Implementation: ["name", "factory"],
  Ask: ["name", "parameters", "answer", "options", "update"],
  Defaults: ["options"],
  Limit: ["steps"],
  Interrupt: ["nodes"],
  Version: ["version"],
  Migrate: ["from", "to", "using"],
  ReadsOption: ["fields"],
  WritesOption: ["fields"],
  WrittenField: ["name"],
  RetryOption: ["settings"],
  RetrySetting: ["value"],
  TimeoutOption: ["duration"],
  CacheOption: ["duration"],
  AsksOption: ["payload", "answer"],
  InOption: ["input"],
  ShowOption: ["payload"],
  Edge: ["sources", "chain"],
  Chain: ["steps", "bound"],
  Bound: ["max", "otherwise"],
  Target: ["name", "arguments"],
  Group: ["members"],
  GroupMember: ["chain", "map", "condition"],
  MemberMap: ["variable", "list"],
  Match: ["subject", "arms"],
  MatchArm: ["patterns", "chain"],
  When: ["arms"],
  WhenArm: ["condition", "chain"],
  Route: ["router", "choices"],
  Goto: ["choices"],
  Choices: ["targets"],
  StringLiteral: [],
  NumberLiteral: [],
  BigIntLiteral: [],
  BooleanLiteral: [],
  NullLiteral: [],
  Duration: [],
  RegularExpression: [],
  Template: ["texts", "expressions"],
  TemplateText: [],
  Name: [],
  Call: ["callee", "arguments"],
  Access: ["object", "member"],
  Index: ["object", "index"],
  Unary: ["operand"],
  Binary: ["left", "right"],
  Conditional: ["condition", "then", "otherwise"],
  ArrayExpression: ["items"],
  Spread: ["value"],
  ObjectExpression: ["properties"],
  Property: ["name", "value"],
  ComputedProperty: ["key", "value"],
  Lambda: ["parameters", "body"],
};

/** The nodes directly below a node, in the order of the text; an import without `as` has one name. */
export function children(node: AnyNode): readonly AnyNode[] {
  const found = new Set<AnyNode>();
  const properties = new Map<string, unknown>(Object.entries(node));
  for (const key of childKeys[node.kind]) {
    const value = properties.get(key);
    if (key === "factory") collect((value as { readonly argument?: unknown } | undefined)?.argument, found);
    else collect(value, found);
  }
  const list = [...found];
  // The texts of a template stand between its expressions.
  return node.kind === "Template" ? list.sort((a, b) => a.span.start - b.span.start) : list;
}

function collect(value: unknown, into: Set<AnyNode>): void {
  if (Array.isArray(value)) for (const item of value as readonly AnyNode[]) into.add(item);
  else if (value !== undefined) into.add(value as AnyNode);
}

/** What to do at nodes of some kinds; returning `false` leaves out what is below. `ancestors` has the parent last and is reused. */
export type Visitor = {
  readonly [K in Kind]?: (node: NodeOf<K>, ancestors: readonly AnyNode[]) => void | false;
} & {
  /** Called behind everything below a node. */
  readonly leave?: (node: AnyNode, ancestors: readonly AnyNode[]) => void;
};

/** Walks a tree from above, in the order of the text. */
export function visit(root: AnyNode, visitor: Visitor): void {
  const ancestors: AnyNode[] = [];
  const walk = (node: AnyNode): void => {
    const enter = visitor[node.kind] as ((node: AnyNode, ancestors: readonly AnyNode[]) => void | false) | undefined;
    if (enter?.(node, ancestors) !== false) {
      ancestors.push(node);
      for (const child of children(node)) walk(child);
      ancestors.pop();
    }
    visitor.leave?.(node, ancestors);
  };
  walk(root);
}
