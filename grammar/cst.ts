// Generated from parser.ts by `npm run generate`: the types of the concrete syntax tree.
import type { CstNode, IToken } from "chevrotain";

export interface FileCstNode extends CstNode {
  name: "file";
  children: FileCstChildren;
}

export type FileCstChildren = {
  declaration?: DeclarationCstNode[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  import?: ImportCstNode[];
  typeDeclaration?: TypeDeclarationCstNode[];
  graph?: GraphCstNode[];
};

export interface ImportCstNode extends CstNode {
  name: "import";
  children: ImportCstChildren;
}

export type ImportCstChildren = {
  importWord: IToken[];
  typeWord?: IToken[];
  LCurly: IToken[];
  importName: (ImportNameCstNode)[];
  Comma?: (IToken)[];
  RCurly: IToken[];
  fromWord: IToken[];
  String: IToken[];
};

export interface ImportNameCstNode extends CstNode {
  name: "importName";
  children: ImportNameCstChildren;
}

export type ImportNameCstChildren = {
  imported: IToken[];
  asWord?: IToken[];
  local?: IToken[];
};

export interface TypeDeclarationCstNode extends CstNode {
  name: "typeDeclaration";
  children: TypeDeclarationCstChildren;
}

export type TypeDeclarationCstChildren = {
  typeWord: IToken[];
  Name: IToken[];
  Equals?: IToken[];
  type?: TypeCstNode[];
  where?: WhereCstNode[];
  objectType?: ObjectTypeCstNode[];
};

export interface GraphCstNode extends CstNode {
  name: "graph";
  children: GraphCstChildren;
}

export type GraphCstChildren = {
  graphWord: IToken[];
  Name: IToken[];
  LCurly: IToken[];
  body: BodyCstNode[];
  RCurly: IToken[];
};

export interface BodyCstNode extends CstNode {
  name: "body";
  children: BodyCstChildren;
}

export type BodyCstChildren = {
  statement?: StatementCstNode[];
};

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  Pipe?: (IToken)[];
  arrayType: (ArrayTypeCstNode)[];
};

export interface ArrayTypeCstNode extends CstNode {
  name: "arrayType";
  children: ArrayTypeCstChildren;
}

export type ArrayTypeCstChildren = {
  simpleType: SimpleTypeCstNode[];
  LBracket?: IToken[];
  RBracket?: IToken[];
};

export interface SimpleTypeCstNode extends CstNode {
  name: "simpleType";
  children: SimpleTypeCstChildren;
}

export type SimpleTypeCstChildren = {
  typeName?: TypeNameCstNode[];
  literal?: LiteralCstNode[];
  tupleType?: TupleTypeCstNode[];
  objectType?: ObjectTypeCstNode[];
  LParen?: IToken[];
  type?: TypeCstNode[];
  RParen?: IToken[];
};

export interface TypeNameCstNode extends CstNode {
  name: "typeName";
  children: TypeNameCstChildren;
}

export type TypeNameCstChildren = {
  Name: IToken[];
  Less?: IToken[];
  type?: (TypeCstNode)[];
  Comma?: (IToken)[];
  Greater?: IToken[];
};

export interface TupleTypeCstNode extends CstNode {
  name: "tupleType";
  children: TupleTypeCstChildren;
}

export type TupleTypeCstChildren = {
  LBracket: IToken[];
  type: (TypeCstNode)[];
  Comma?: (IToken)[];
  RBracket: IToken[];
};

export interface ObjectTypeCstNode extends CstNode {
  name: "objectType";
  children: ObjectTypeCstChildren;
}

export type ObjectTypeCstChildren = {
  LCurly: IToken[];
  member?: MemberCstNode[];
  separator?: SeparatorCstNode[];
  RCurly: IToken[];
};

export interface MemberCstNode extends CstNode {
  name: "member";
  children: MemberCstChildren;
}

export type MemberCstChildren = {
  name?: (IToken)[];
  Question?: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
  where?: WhereCstNode[];
};

export interface SeparatorCstNode extends CstNode {
  name: "separator";
  children: SeparatorCstChildren;
}

export type SeparatorCstChildren = {
  Comma?: IToken[];
  Semicolon?: IToken[];
};

export interface LiteralCstNode extends CstNode {
  name: "literal";
  children: LiteralCstChildren;
}

export type LiteralCstChildren = {
  String?: IToken[];
  Minus?: IToken[];
  Number?: IToken[];
  BigInteger?: IToken[];
  trueWord?: IToken[];
  falseWord?: IToken[];
  nullWord?: IToken[];
};

export interface WhereCstNode extends CstNode {
  name: "where";
  children: WhereCstChildren;
}

export type WhereCstChildren = {
  whereWord: IToken[];
  expression: ExpressionCstNode[];
};

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  context?: ContextCstNode[];
  events?: EventsCstNode[];
  state?: StateCstNode[];
  let?: LetCstNode[];
  node?: NodeCstNode[];
  ask?: AskCstNode[];
  defaults?: DefaultsCstNode[];
  limit?: LimitCstNode[];
  interrupt?: InterruptCstNode[];
  version?: VersionCstNode[];
  migrate?: MigrateCstNode[];
  edge?: EdgeCstNode[];
};

export interface ContextCstNode extends CstNode {
  name: "context";
  children: ContextCstChildren;
}

export type ContextCstChildren = {
  contextWord: IToken[];
  objectType: ObjectTypeCstNode[];
};

export interface EventsCstNode extends CstNode {
  name: "events";
  children: EventsCstChildren;
}

export type EventsCstChildren = {
  eventsWord: IToken[];
  objectType: ObjectTypeCstNode[];
};

export interface StateCstNode extends CstNode {
  name: "state";
  children: StateCstChildren;
}

export type StateCstChildren = {
  stateWord: IToken[];
  LCurly: IToken[];
  field?: FieldCstNode[];
  separator?: SeparatorCstNode[];
  RCurly: IToken[];
};

export interface FieldCstNode extends CstNode {
  name: "field";
  children: FieldCstChildren;
}

export type FieldCstChildren = {
  modifier?: (IToken)[];
  Name: IToken[];
  Question?: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
  Equals?: IToken[];
  expression?: ExpressionCstNode[];
  reduceWord?: IToken[];
  reducer?: ReducerCstNode[];
  where?: WhereCstNode[];
};

export interface ReducerCstNode extends CstNode {
  name: "reducer";
  children: ReducerCstChildren;
}

export type ReducerCstChildren = {
  lambda?: LambdaCstNode[];
  Name?: IToken[];
  LParen?: IToken[];
  reducer?: ReducerCstNode[];
  Comma?: IToken[];
  RParen?: IToken[];
};

export interface LetCstNode extends CstNode {
  name: "let";
  children: LetCstChildren;
}

export type LetCstChildren = {
  letWord: IToken[];
  Name: IToken[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface NodeCstNode extends CstNode {
  name: "node";
  children: NodeCstChildren;
}

export type NodeCstChildren = {
  nodeWord: IToken[];
  NodeName: IToken[];
  parameters?: ParametersCstNode[];
  Equals?: IToken[];
  implementation?: ImplementationCstNode[];
  nodeOptions?: NodeOptionsCstNode[];
  FatArrow?: IToken[];
  object?: ObjectCstNode[];
};

export interface ImplementationCstNode extends CstNode {
  name: "implementation";
  children: ImplementationCstChildren;
}

export type ImplementationCstChildren = {
  Name: IToken[];
  LParen?: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RParen?: IToken[];
};

export interface AskCstNode extends CstNode {
  name: "ask";
  children: AskCstChildren;
}

export type AskCstChildren = {
  askWord: IToken[];
  NodeName: IToken[];
  parameters?: ParametersCstNode[];
  Colon: IToken[];
  type: TypeCstNode[];
  nodeOptions?: NodeOptionsCstNode[];
  FatArrow?: IToken[];
  object?: ObjectCstNode[];
};

export interface ParametersCstNode extends CstNode {
  name: "parameters";
  children: ParametersCstChildren;
}

export type ParametersCstChildren = {
  LParen: IToken[];
  parameter?: (ParameterCstNode)[];
  Comma?: (IToken)[];
  RParen: IToken[];
};

export interface ParameterCstNode extends CstNode {
  name: "parameter";
  children: ParameterCstChildren;
}

export type ParameterCstChildren = {
  Name: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
};

export interface DefaultsCstNode extends CstNode {
  name: "defaults";
  children: DefaultsCstChildren;
}

export type DefaultsCstChildren = {
  defaultsWord: IToken[];
  nodeOptions: NodeOptionsCstNode[];
};

export interface LimitCstNode extends CstNode {
  name: "limit";
  children: LimitCstChildren;
}

export type LimitCstChildren = {
  limitWord: IToken[];
  Number: IToken[];
  stepsWord: IToken[];
};

export interface InterruptCstNode extends CstNode {
  name: "interrupt";
  children: InterruptCstChildren;
}

export type InterruptCstChildren = {
  interruptWord: IToken[];
  beforeWord?: IToken[];
  afterWord?: IToken[];
  NodeName: (IToken)[];
  Comma?: (IToken)[];
};

export interface VersionCstNode extends CstNode {
  name: "version";
  children: VersionCstChildren;
}

export type VersionCstChildren = {
  versionWord: IToken[];
  Number: IToken[];
};

export interface MigrateCstNode extends CstNode {
  name: "migrate";
  children: MigrateCstChildren;
}

export type MigrateCstChildren = {
  migrateWord: IToken[];
  from: IToken[];
  Arrow: IToken[];
  to: IToken[];
  Equals: IToken[];
  Name: IToken[];
};

export interface NodeOptionsCstNode extends CstNode {
  name: "nodeOptions";
  children: NodeOptionsCstChildren;
}

export type NodeOptionsCstChildren = {
  LCurly: IToken[];
  nodeOption?: NodeOptionCstNode[];
  RCurly: IToken[];
};

export interface NodeOptionCstNode extends CstNode {
  name: "nodeOption";
  children: NodeOptionCstChildren;
}

export type NodeOptionCstChildren = {
  reads?: ReadsCstNode[];
  writes?: WritesCstNode[];
  retry?: RetryCstNode[];
  timeout?: TimeoutCstNode[];
  cache?: CacheCstNode[];
  asks?: AsksCstNode[];
  in?: InCstNode[];
  show?: ShowCstNode[];
};

export interface ReadsCstNode extends CstNode {
  name: "reads";
  children: ReadsCstChildren;
}

export type ReadsCstChildren = {
  readsWord: IToken[];
  Name: (IToken)[];
  Comma?: (IToken)[];
};

export interface WritesCstNode extends CstNode {
  name: "writes";
  children: WritesCstChildren;
}

export type WritesCstChildren = {
  writesWord: IToken[];
  writtenField: (WrittenFieldCstNode)[];
  Comma?: (IToken)[];
};

export interface WrittenFieldCstNode extends CstNode {
  name: "writtenField";
  children: WrittenFieldCstChildren;
}

export type WrittenFieldCstChildren = {
  Name: IToken[];
  Question?: IToken[];
};

export interface RetryCstNode extends CstNode {
  name: "retry";
  children: RetryCstChildren;
}

export type RetryCstChildren = {
  retryWord: IToken[];
  Number?: IToken[];
  LCurly?: IToken[];
  retrySetting?: RetrySettingCstNode[];
  RCurly?: IToken[];
};

export interface RetrySettingCstNode extends CstNode {
  name: "retrySetting";
  children: RetrySettingCstChildren;
}

export type RetrySettingCstChildren = {
  attemptsWord?: IToken[];
  factorWord?: IToken[];
  Number?: IToken[];
  delayWord?: IToken[];
  maxDelayWord?: IToken[];
  Duration?: IToken[];
  jitterWord?: IToken[];
  onWord?: IToken[];
  String?: (IToken)[];
  Comma?: (IToken)[];
};

export interface TimeoutCstNode extends CstNode {
  name: "timeout";
  children: TimeoutCstChildren;
}

export type TimeoutCstChildren = {
  timeoutWord: IToken[];
  Duration: IToken[];
};

export interface CacheCstNode extends CstNode {
  name: "cache";
  children: CacheCstChildren;
}

export type CacheCstChildren = {
  cacheWord: IToken[];
  Duration: IToken[];
};

export interface AsksCstNode extends CstNode {
  name: "asks";
  children: AsksCstChildren;
}

export type AsksCstChildren = {
  asksWord: IToken[];
  payload: TypeCstNode[];
  forWord: IToken[];
  answer: TypeCstNode[];
};

export interface InCstNode extends CstNode {
  name: "in";
  children: InCstChildren;
}

export type InCstChildren = {
  inWord: IToken[];
  object: ObjectCstNode[];
};

export interface ShowCstNode extends CstNode {
  name: "show";
  children: ShowCstChildren;
}

export type ShowCstChildren = {
  showWord: IToken[];
  expression: ExpressionCstNode[];
};

export interface EdgeCstNode extends CstNode {
  name: "edge";
  children: EdgeCstChildren;
}

export type EdgeCstChildren = {
  source: (SourceCstNode)[];
  Comma?: (IToken)[];
  onWord?: IToken[];
  errorWord?: IToken[];
  Arrow: IToken[];
  chain: ChainCstNode[];
};

export interface SourceCstNode extends CstNode {
  name: "source";
  children: SourceCstChildren;
}

export type SourceCstChildren = {
  name?: (IToken)[];
};

export interface ChainCstNode extends CstNode {
  name: "chain";
  children: ChainCstChildren;
}

export type ChainCstChildren = {
  step: (StepCstNode)[];
  Arrow?: IToken[];
  bound?: BoundCstNode[];
};

export interface BoundCstNode extends CstNode {
  name: "bound";
  children: BoundCstChildren;
}

export type BoundCstChildren = {
  maxWord: IToken[];
  Number: IToken[];
  thenWord: IToken[];
  choice: ChoiceCstNode[];
};

export interface StepCstNode extends CstNode {
  name: "step";
  children: StepCstChildren;
}

export type StepCstChildren = {
  target?: TargetCstNode[];
  group?: GroupCstNode[];
  match?: MatchCstNode[];
  when?: WhenCstNode[];
  route?: RouteCstNode[];
  goto?: GotoCstNode[];
};

export interface TargetCstNode extends CstNode {
  name: "target";
  children: TargetCstChildren;
}

export type TargetCstChildren = {
  NodeName?: IToken[];
  arguments?: ArgumentsCstNode[];
  endWord?: IToken[];
};

export interface GroupCstNode extends CstNode {
  name: "group";
  children: GroupCstChildren;
}

export type GroupCstChildren = {
  LBracket: IToken[];
  groupMember: (GroupMemberCstNode)[];
  Comma?: (IToken)[];
  RBracket: IToken[];
};

export interface GroupMemberCstNode extends CstNode {
  name: "groupMember";
  children: GroupMemberCstChildren;
}

export type GroupMemberCstChildren = {
  chain: ChainCstNode[];
  forWord?: IToken[];
  Name?: IToken[];
  inWord?: IToken[];
  list?: ExpressionCstNode[];
  ifWord?: IToken[];
  condition?: ExpressionCstNode[];
};

export interface MatchCstNode extends CstNode {
  name: "match";
  children: MatchCstChildren;
}

export type MatchCstChildren = {
  matchWord: IToken[];
  expression?: ExpressionCstNode[];
  LCurly: IToken[];
  matchArm?: MatchArmCstNode[];
  RCurly: IToken[];
};

export interface MatchArmCstNode extends CstNode {
  name: "matchArm";
  children: MatchArmCstChildren;
}

export type MatchArmCstChildren = {
  elseWord?: IToken[];
  literal?: (LiteralCstNode)[];
  Comma?: (IToken)[];
  Arrow: IToken[];
  chain: ChainCstNode[];
  separator: SeparatorCstNode[];
};

export interface WhenCstNode extends CstNode {
  name: "when";
  children: WhenCstChildren;
}

export type WhenCstChildren = {
  whenWord: IToken[];
  LCurly: IToken[];
  whenArm?: WhenArmCstNode[];
  RCurly: IToken[];
};

export interface WhenArmCstNode extends CstNode {
  name: "whenArm";
  children: WhenArmCstChildren;
}

export type WhenArmCstChildren = {
  elseWord?: IToken[];
  expression?: ExpressionCstNode[];
  Arrow: IToken[];
  chain: ChainCstNode[];
  separator: SeparatorCstNode[];
};

export interface RouteCstNode extends CstNode {
  name: "route";
  children: RouteCstChildren;
}

export type RouteCstChildren = {
  routeWord: IToken[];
  Name: IToken[];
  choices: ChoicesCstNode[];
};

export interface GotoCstNode extends CstNode {
  name: "goto";
  children: GotoCstChildren;
}

export type GotoCstChildren = {
  gotoWord: IToken[];
  choices: ChoicesCstNode[];
};

export interface ChoicesCstNode extends CstNode {
  name: "choices";
  children: ChoicesCstChildren;
}

export type ChoicesCstChildren = {
  LCurly?: IToken[];
  choice?: (ChoiceCstNode)[];
  separator?: SeparatorCstNode[];
  RCurly?: IToken[];
  LBracket?: IToken[];
  Comma?: (IToken)[];
  RBracket?: IToken[];
};

export interface ChoiceCstNode extends CstNode {
  name: "choice";
  children: ChoiceCstChildren;
}

export type ChoiceCstChildren = {
  name?: (IToken)[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  operand: (OperandCstNode)[];
  operator?: OperatorCstNode[];
  Question?: IToken[];
  then?: ExpressionCstNode[];
  Colon?: IToken[];
  otherwise?: ExpressionCstNode[];
};

export interface OperatorCstNode extends CstNode {
  name: "operator";
  children: OperatorCstChildren;
}

export type OperatorCstChildren = {
  sign?: (IToken)[];
  Equals?: IToken[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  prefix?: (IToken)[];
  primary: PrimaryCstNode[];
  postfix?: (AccessCstNode | IndexCstNode)[];
};

export interface AccessCstNode extends CstNode {
  name: "access";
  children: AccessCstChildren;
}

export type AccessCstChildren = {
  Dot?: IToken[];
  OptionalDot?: IToken[];
  Word: IToken[];
};

export interface IndexCstNode extends CstNode {
  name: "index";
  children: IndexCstChildren;
}

export type IndexCstChildren = {
  LBracket: IToken[];
  expression: ExpressionCstNode[];
  RBracket: IToken[];
};

export interface PrimaryCstNode extends CstNode {
  name: "primary";
  children: PrimaryCstChildren;
}

export type PrimaryCstChildren = {
  Name?: IToken[];
  arguments?: ArgumentsCstNode[];
  constant?: (IToken)[];
  template?: TemplateCstNode[];
  list?: ListCstNode[];
  object?: ObjectCstNode[];
  LParen?: IToken[];
  expression?: ExpressionCstNode[];
  RParen?: IToken[];
};

export interface ArgumentsCstNode extends CstNode {
  name: "arguments";
  children: ArgumentsCstChildren;
}

export type ArgumentsCstChildren = {
  LParen: IToken[];
  argument?: (ArgumentCstNode)[];
  Comma?: (IToken)[];
  RParen: IToken[];
};

export interface ArgumentCstNode extends CstNode {
  name: "argument";
  children: ArgumentCstChildren;
}

export type ArgumentCstChildren = {
  lambda?: LambdaCstNode[];
  expression?: ExpressionCstNode[];
};

export interface LambdaCstNode extends CstNode {
  name: "lambda";
  children: LambdaCstChildren;
}

export type LambdaCstChildren = {
  Name?: (IToken)[];
  LParen?: IToken[];
  Comma?: (IToken)[];
  RParen?: IToken[];
  FatArrow: IToken[];
  expression: ExpressionCstNode[];
};

export interface ListCstNode extends CstNode {
  name: "list";
  children: ListCstChildren;
}

export type ListCstChildren = {
  LBracket: IToken[];
  listItem?: (ListItemCstNode)[];
  Comma?: (IToken)[];
  RBracket: IToken[];
};

export interface ListItemCstNode extends CstNode {
  name: "listItem";
  children: ListItemCstChildren;
}

export type ListItemCstChildren = {
  Spread?: IToken[];
  expression: ExpressionCstNode[];
};

export interface ObjectCstNode extends CstNode {
  name: "object";
  children: ObjectCstChildren;
}

export type ObjectCstChildren = {
  LCurly: IToken[];
  property?: (PropertyCstNode)[];
  Comma?: (IToken)[];
  RCurly: IToken[];
};

export interface PropertyCstNode extends CstNode {
  name: "property";
  children: PropertyCstChildren;
}

export type PropertyCstChildren = {
  Spread?: IToken[];
  spread?: ExpressionCstNode[];
  LBracket?: IToken[];
  key?: ExpressionCstNode[];
  RBracket?: IToken[];
  Colon?: (IToken)[];
  value?: (ExpressionCstNode)[];
  Word?: IToken[];
  String?: IToken[];
};

export interface TemplateCstNode extends CstNode {
  name: "template";
  children: TemplateCstChildren;
}

export type TemplateCstChildren = {
  Tick: IToken[];
  TemplateText?: IToken[];
  TemplateOpen?: IToken[];
  expression?: ExpressionCstNode[];
  RCurly?: IToken[];
  TickEnd: IToken[];
};
