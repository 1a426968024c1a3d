/**
 * The grammar. Rules only, each headed by its production; `graph.ebnf` is generated from them, and so are the types of the tree (`cst.ts`).
 *
 * Chevrotain's own recovery is off: names are free, so nearly every word could begin a statement, and it would resume at the first word behind a
 * mistake. The marks that the items of lists leave here are what `src/parse` recovers by.
 */
import {
  CstParser,
  type CstNode,
  type IParserConfig,
  type IToken,
  type ParserMethod,
  type TokenType,
} from "chevrotain";
import {
  BigInteger,
  Duration,
  isA,
  K,
  Name,
  NodeName,
  Num,
  P,
  RegularExpression,
  Str,
  TemplateOpen,
  TemplateText,
  Tick,
  TickEnd,
  vocabulary,
  Word,
} from "./tokens.ts";

export type Rule = ParserMethod<[], CstNode>;

/** An item of a list that was begun and not finished. */
export interface Mark {
  readonly rule: string;
  /** The first token of the item. */
  readonly token: IToken;
}

/** Thrown where brackets, conditions or chains are nested deeper than the stack is sure to hold. */
export class TooDeep extends Error {
  readonly token: IToken;
  constructor(token: IToken) {
    super("nested too deeply");
    this.token = token;
  }
}

/** How much may be nested: a level of brackets, branches or types counts five, a link of a chain of operators, members or `[]` one. */
const deepest = 1000;
const level = 5;

export class GraphParser extends CstParser {
  /** The items around the place of the error, the innermost last. */
  marks: Mark[] = [];
  /** The token at which the last complete expression ended. */
  expressionEnd: IToken | undefined;
  /** The token at which the last complete step of a chain ended. */
  stepEnd: IToken | undefined;
  #depth = 0;

  constructor(config: IParserConfig = {}) {
    super([...vocabulary], { maxLookahead: 2, recoveryEnabled: false, nodeLocationTracking: "onlyOffset", ...config });
    this.performSelfAnalysis();
  }

  override reset(): void {
    super.reset();
    this.marks = [];
    this.expressionEnd = undefined;
    this.stepEnd = undefined;
    this.#depth = 0;
  }

  // ── Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  // file = { declaration }
  file = this.RULE("file", () => this.MANY(() => this.SUBRULE(this.declaration)));

  // declaration = import | typeDeclaration | graph
  declaration = this.#item("declaration", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.import) },
      { ALT: () => this.SUBRULE(this.typeDeclaration) },
      { ALT: () => this.SUBRULE(this.graph) },
    ]);
  });

  // import = "import" [ "type" ] "{" importName { "," importName } [ "," ] "}" "from" String
  import = this.RULE("import", () => {
    this.CONSUME(K.import);
    this.OPTION1(() => this.CONSUME(K.type));
    this.CONSUME(P.LCurly);
    this.SUBRULE1(this.importName);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.SUBRULE2(this.importName);
    });
    this.OPTION2(() => this.CONSUME2(P.Comma));
    this.CONSUME(P.RCurly);
    this.CONSUME(K.from);
    this.CONSUME(Str);
  });

  // importName = Word [ "as" Word ]
  importName = this.#item("importName", () => {
    this.CONSUME1(Word, { LABEL: "imported" });
    this.OPTION(() => {
      this.CONSUME(K.as);
      this.CONSUME2(Word, { LABEL: "local" });
    });
  });

  // typeDeclaration = "type" Name ( "=" type [ where ] | objectType )
  typeDeclaration = this.RULE("typeDeclaration", () => {
    this.CONSUME(K.type);
    this.CONSUME(Name);
    this.OR([
      {
        ALT: () => {
          this.CONSUME(P.Equals);
          this.SUBRULE(this.type);
          this.OPTION(() => this.SUBRULE(this.where));
        },
      },
      { ALT: () => this.SUBRULE(this.objectType) },
    ]);
  });

  // graph = "graph" Name "{" body "}"
  graph = this.RULE("graph", () => {
    this.CONSUME(K.graph);
    this.CONSUME(Name);
    this.CONSUME(P.LCurly);
    this.SUBRULE(this.body);
    this.CONSUME(P.RCurly);
  });

  // body = { statement }
  body = this.RULE("body", () => this.MANY(() => this.SUBRULE(this.statement)));

  // ── Types ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  // type = [ "|" ] arrayType { "|" arrayType }
  type: Rule = this.#nested("type", () => {
    this.OPTION(() => this.CONSUME1(P.Pipe));
    this.SUBRULE1(this.arrayType);
    this.MANY(() => {
      this.CONSUME2(P.Pipe);
      this.SUBRULE2(this.arrayType);
    });
  });

  // arrayType = simpleType { "[" "]" }
  arrayType = this.#nested(
    "arrayType",
    () => {
      this.SUBRULE(this.simpleType);
      this.MANY(() => {
        this.CONSUME(P.LBracket);
        this.CONSUME(P.RBracket);
        this.ACTION(() => this.#deepen(1));
      });
    },
    0,
  );

  // simpleType = typeName | literal | tupleType | objectType | "(" type ")"
  simpleType = this.RULE("simpleType", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.typeName) },
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.tupleType) },
      { ALT: () => this.SUBRULE(this.objectType) },
      {
        ALT: () => {
          this.CONSUME(P.LParen);
          this.SUBRULE(this.type);
          this.CONSUME(P.RParen);
        },
      },
    ]);
  });

  // typeName = Name [ "<" type { "," type } [ "," ] ">" ]
  typeName = this.RULE("typeName", () => {
    this.CONSUME(Name);
    this.OPTION1(() => {
      this.CONSUME(P.Less);
      this.SUBRULE1(this.type);
      this.MANY(() => {
        this.CONSUME1(P.Comma);
        this.SUBRULE2(this.type);
      });
      this.OPTION2(() => this.CONSUME2(P.Comma));
      this.CONSUME(P.Greater);
    });
  });

  // tupleType = "[" type { "," type } [ "," ] "]"
  tupleType = this.RULE("tupleType", () => {
    this.CONSUME(P.LBracket);
    this.SUBRULE1(this.type);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.SUBRULE2(this.type);
    });
    this.OPTION(() => this.CONSUME2(P.Comma));
    this.CONSUME(P.RBracket);
  });

  // objectType = "{" { member [ "," | ";" ] } "}"
  objectType = this.RULE("objectType", () => {
    this.CONSUME(P.LCurly);
    this.MANY(() => {
      this.SUBRULE(this.member);
      this.SUBRULE(this.separator);
    });
    this.CONSUME(P.RCurly);
  });

  // member = ( Word | String ) [ "?" ] ":" type [ where ]
  member = this.#item("member", () => {
    this.OR([
      { ALT: () => this.CONSUME(Word, { LABEL: "name" }) },
      { ALT: () => this.CONSUME(Str, { LABEL: "name" }) },
    ]);
    this.OPTION1(() => this.CONSUME(P.Question));
    this.CONSUME(P.Colon);
    this.SUBRULE(this.type);
    this.OPTION2({ GATE: () => this.#isNoField(), DEF: () => this.SUBRULE(this.where) });
  });

  // separator = [ "," | ";" ]
  separator = this.RULE("separator", () => {
    this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(P.Comma) }, { ALT: () => this.CONSUME(P.Semicolon) }]));
  });

  // literal = String | [ "-" ] ( Number | BigInteger ) | "true" | "false" | "null"
  literal = this.RULE("literal", () => {
    this.OR1([
      { ALT: () => this.CONSUME(Str) },
      {
        ALT: () => {
          this.OPTION(() => this.CONSUME(P.Minus));
          this.OR2([{ ALT: () => this.CONSUME(Num) }, { ALT: () => this.CONSUME(BigInteger) }]);
        },
      },
      { ALT: () => this.CONSUME(K.true) },
      { ALT: () => this.CONSUME(K.false) },
      { ALT: () => this.CONSUME(K.null) },
    ]);
  });

  // where = "where" expression
  where = this.RULE("where", () => {
    this.CONSUME(K.where);
    this.SUBRULE(this.expression);
  });

  // ── Statements of a graph ──────────────────────────────────────────────────────────────────────────────────────────

  // statement = context | events | state | let | node | ask | defaults | limit | interrupt | version | migrate | edge
  statement = this.#item("statement", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.context) },
      { ALT: () => this.SUBRULE(this.events) },
      { ALT: () => this.SUBRULE(this.state) },
      { ALT: () => this.SUBRULE(this.let) },
      { ALT: () => this.SUBRULE(this.node) },
      { ALT: () => this.SUBRULE(this.ask) },
      { ALT: () => this.SUBRULE(this.defaults) },
      { ALT: () => this.SUBRULE(this.limit) },
      { ALT: () => this.SUBRULE(this.interrupt) },
      { ALT: () => this.SUBRULE(this.version) },
      { ALT: () => this.SUBRULE(this.migrate) },
      { ALT: () => this.SUBRULE(this.edge) },
    ]);
  });

  // context = "context" objectType
  context = this.RULE("context", () => {
    this.CONSUME(K.context);
    this.SUBRULE(this.objectType);
  });

  // events = "events" objectType
  events = this.RULE("events", () => {
    this.CONSUME(K.events);
    this.SUBRULE(this.objectType);
  });

  // state = "state" "{" { field [ "," | ";" ] } "}"
  state = this.RULE("state", () => {
    this.CONSUME(K.state);
    this.CONSUME(P.LCurly);
    this.MANY(() => {
      this.SUBRULE(this.field);
      this.SUBRULE(this.separator);
    });
    this.CONSUME(P.RCurly);
  });

  // field = { "input" | "output" | "ephemeral" } Name [ "?" ] ":" type [ "=" expression ] [ "reduce" reducer ] [ where ]
  field = this.#item("field", () => {
    this.MANY({
      GATE: () => this.#isNoField(),
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(K.input, { LABEL: "modifier" }) },
          { ALT: () => this.CONSUME(K.output, { LABEL: "modifier" }) },
          { ALT: () => this.CONSUME(K.ephemeral, { LABEL: "modifier" }) },
        ]),
    });
    this.CONSUME(Name);
    this.OPTION1(() => this.CONSUME(P.Question));
    this.CONSUME(P.Colon);
    this.SUBRULE(this.type);
    this.OPTION2(() => {
      this.CONSUME(P.Equals);
      this.SUBRULE(this.expression);
    });
    this.OPTION3({
      GATE: () => this.#isNoField(),
      DEF: () => {
        this.CONSUME(K.reduce);
        this.SUBRULE(this.reducer);
      },
    });
    this.OPTION4({ GATE: () => this.#isNoField(), DEF: () => this.SUBRULE(this.where) });
  });

  // reducer = Name [ "(" reducer [ "," ] ")" ] | lambda
  reducer: Rule = this.#nested("reducer", () => {
    this.OR([
      { GATE: () => this.#isLambda(), ALT: () => this.SUBRULE(this.lambda) },
      {
        ALT: () => {
          this.CONSUME(Name);
          this.OPTION1(() => {
            this.CONSUME(P.LParen);
            this.SUBRULE(this.reducer);
            this.OPTION2(() => this.CONSUME(P.Comma));
            this.CONSUME(P.RParen);
          });
        },
      },
    ]);
  });

  // let = "let" Name "=" expression
  let = this.RULE("let", () => {
    this.CONSUME(K.let);
    this.CONSUME(Name);
    this.CONSUME(P.Equals);
    this.SUBRULE(this.expression);
  });

  // node = "node" NodeName [ parameters ] [ "=" implementation ] [ nodeOptions ] [ "=>" object ]
  node = this.RULE("node", () => {
    this.CONSUME(K.node);
    this.CONSUME(NodeName);
    this.OPTION1(() => this.SUBRULE(this.parameters));
    this.OPTION2(() => {
      this.CONSUME(P.Equals);
      this.SUBRULE(this.implementation);
    });
    this.OPTION3(() => this.SUBRULE(this.nodeOptions));
    this.OPTION4(() => {
      this.CONSUME(P.FatArrow);
      this.SUBRULE(this.object);
    });
  });

  // implementation = Name [ "(" [ expression [ "," ] ] ")" ]
  implementation = this.RULE("implementation", () => {
    this.CONSUME(Name);
    this.OPTION1(() => {
      this.CONSUME(P.LParen);
      this.OPTION2(() => {
        this.SUBRULE(this.expression);
        this.OPTION3(() => this.CONSUME(P.Comma));
      });
      this.CONSUME(P.RParen);
    });
  });

  // ask = "ask" NodeName [ parameters ] ":" type [ nodeOptions ] [ "=>" object ]
  ask = this.RULE("ask", () => {
    this.CONSUME(K.ask);
    this.CONSUME(NodeName);
    this.OPTION1(() => this.SUBRULE(this.parameters));
    this.CONSUME(P.Colon);
    this.SUBRULE(this.type);
    this.OPTION2(() => this.SUBRULE(this.nodeOptions));
    this.OPTION3(() => {
      this.CONSUME(P.FatArrow);
      this.SUBRULE(this.object);
    });
  });

  // parameters = "(" [ parameter { "," parameter } [ "," ] ] ")"
  parameters = this.RULE("parameters", () => {
    this.CONSUME(P.LParen);
    this.OPTION1(() => {
      this.SUBRULE1(this.parameter);
      this.MANY(() => {
        this.CONSUME1(P.Comma);
        this.SUBRULE2(this.parameter);
      });
      this.OPTION2(() => this.CONSUME2(P.Comma));
    });
    this.CONSUME(P.RParen);
  });

  // parameter = Name ":" type
  parameter = this.#item("parameter", () => {
    this.CONSUME(Name);
    this.CONSUME(P.Colon);
    this.SUBRULE(this.type);
  });

  // defaults = "defaults" nodeOptions
  defaults = this.RULE("defaults", () => {
    this.CONSUME(K.defaults);
    this.SUBRULE(this.nodeOptions);
  });

  // limit = "limit" Number "steps"
  limit = this.RULE("limit", () => {
    this.CONSUME(K.limit);
    this.CONSUME(Num);
    this.CONSUME(K.steps);
  });

  // interrupt = "interrupt" ( "before" | "after" ) NodeName { "," NodeName } [ "," ]
  interrupt = this.RULE("interrupt", () => {
    this.CONSUME(K.interrupt);
    this.OR([{ ALT: () => this.CONSUME(K.before) }, { ALT: () => this.CONSUME(K.after) }]);
    this.CONSUME1(NodeName);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.CONSUME2(NodeName);
    });
    this.OPTION(() => this.CONSUME2(P.Comma));
  });

  // version = "version" Number
  version = this.RULE("version", () => {
    this.CONSUME(K.version);
    this.CONSUME(Num);
  });

  // migrate = "migrate" Number "->" Number "=" Name
  migrate = this.RULE("migrate", () => {
    this.CONSUME(K.migrate);
    this.CONSUME1(Num, { LABEL: "from" });
    this.CONSUME(P.Arrow);
    this.CONSUME2(Num, { LABEL: "to" });
    this.CONSUME(P.Equals);
    this.CONSUME(Name);
  });

  // ── Options of nodes ───────────────────────────────────────────────────────────────────────────────────────────────

  // nodeOptions = "{" { nodeOption } "}"
  nodeOptions = this.RULE("nodeOptions", () => {
    this.CONSUME(P.LCurly);
    this.MANY(() => this.SUBRULE(this.nodeOption));
    this.CONSUME(P.RCurly);
  });

  // nodeOption = reads | writes | retry | timeout | cache | asks | in | show
  nodeOption = this.#item("nodeOption", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.reads) },
      { ALT: () => this.SUBRULE(this.writes) },
      { ALT: () => this.SUBRULE(this.retry) },
      { ALT: () => this.SUBRULE(this.timeout) },
      { ALT: () => this.SUBRULE(this.cache) },
      { ALT: () => this.SUBRULE(this.asks) },
      { ALT: () => this.SUBRULE(this.in) },
      { ALT: () => this.SUBRULE(this.show) },
    ]);
  });

  // reads = "reads" Name { "," Name } [ "," ]
  reads = this.RULE("reads", () => {
    this.CONSUME(K.reads);
    this.CONSUME1(Name);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.CONSUME2(Name);
    });
    this.OPTION(() => this.CONSUME2(P.Comma));
  });

  // writes = "writes" writtenField { "," writtenField } [ "," ]
  writes = this.RULE("writes", () => {
    this.CONSUME(K.writes);
    this.SUBRULE1(this.writtenField);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.SUBRULE2(this.writtenField);
    });
    this.OPTION(() => this.CONSUME2(P.Comma));
  });

  // writtenField = Name [ "?" ]
  writtenField = this.RULE("writtenField", () => {
    this.CONSUME(Name);
    this.OPTION(() => this.CONSUME(P.Question));
  });

  // retry = "retry" ( Number | "{" { retrySetting } "}" )
  retry = this.RULE("retry", () => {
    this.CONSUME(K.retry);
    this.OR([
      { ALT: () => this.CONSUME(Num) },
      {
        ALT: () => {
          this.CONSUME(P.LCurly);
          this.MANY(() => this.SUBRULE(this.retrySetting));
          this.CONSUME(P.RCurly);
        },
      },
    ]);
  });

  // retrySetting = ( "attempts" | "factor" ) Number | ( "delay" | "maxDelay" ) Duration | "jitter" | "on" String { "," String } [ "," ]
  retrySetting = this.#item("retrySetting", () => {
    this.OR1([
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(K.attempts) }, { ALT: () => this.CONSUME(K.factor) }]);
          this.CONSUME(Num);
        },
      },
      {
        ALT: () => {
          this.OR3([{ ALT: () => this.CONSUME(K.delay) }, { ALT: () => this.CONSUME(K.maxDelay) }]);
          this.CONSUME(Duration);
        },
      },
      { ALT: () => this.CONSUME(K.jitter) },
      {
        ALT: () => {
          this.CONSUME(K.on);
          this.CONSUME1(Str);
          this.MANY(() => {
            this.CONSUME1(P.Comma);
            this.CONSUME2(Str);
          });
          this.OPTION(() => this.CONSUME2(P.Comma));
        },
      },
    ]);
  });

  // timeout = "timeout" Duration
  timeout = this.RULE("timeout", () => {
    this.CONSUME(K.timeout);
    this.CONSUME(Duration);
  });

  // cache = "cache" Duration
  cache = this.RULE("cache", () => {
    this.CONSUME(K.cache);
    this.CONSUME(Duration);
  });

  // asks = "asks" type "for" type
  asks = this.RULE("asks", () => {
    this.CONSUME(K.asks);
    this.SUBRULE1(this.type, { LABEL: "payload" });
    this.CONSUME(K.for);
    this.SUBRULE2(this.type, { LABEL: "answer" });
  });

  // in = "in" object
  in = this.RULE("in", () => {
    this.CONSUME(K.in);
    this.SUBRULE(this.object);
  });

  // show = "show" expression
  show = this.RULE("show", () => {
    this.CONSUME(K.show);
    this.SUBRULE(this.expression);
  });

  // ── Flow ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  // edge = source { "," source } [ "," ] [ "on" "error" ] "->" chain
  edge = this.RULE("edge", () => {
    this.SUBRULE1(this.source);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.SUBRULE2(this.source);
    });
    this.OPTION1(() => this.CONSUME2(P.Comma));
    this.OPTION2(() => {
      this.CONSUME(K.on);
      this.CONSUME(K.error);
    });
    this.CONSUME(P.Arrow);
    this.SUBRULE(this.chain);
  });

  // source = "start" | NodeName
  source = this.RULE("source", () => {
    this.OR([
      { ALT: () => this.CONSUME(K.start, { LABEL: "name" }) },
      { ALT: () => this.CONSUME(NodeName, { LABEL: "name" }) },
    ]);
  });

  // chain = step { "->" step } [ bound ]
  chain: Rule = this.#nested("chain", () => {
    this.SUBRULE1(this.step);
    this.MANY(() => {
      this.CONSUME(P.Arrow);
      this.SUBRULE2(this.step);
    });
    this.OPTION({ GATE: () => this.LA(2).tokenType === Num, DEF: () => this.SUBRULE(this.bound) });
  });

  // bound = "max" Number "then" ( NodeName | "end" )
  bound = this.RULE("bound", () => {
    this.CONSUME(K.max);
    this.CONSUME(Num);
    this.CONSUME(K.then);
    this.SUBRULE(this.choice);
  });

  // step = target | group | match | when | route | goto
  step = this.RULE("step", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.target) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.match) },
      { ALT: () => this.SUBRULE(this.when) },
      { ALT: () => this.SUBRULE(this.route) },
      { ALT: () => this.SUBRULE(this.goto) },
    ]);
    this.ACTION(() => (this.stepEnd = this.LA(0)));
  });

  // target = NodeName [ arguments ] | "end"                   -- the "(" touches the name
  target = this.RULE("target", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(NodeName);
          this.OPTION({ GATE: () => this.#touches(), DEF: () => this.SUBRULE(this.arguments) });
        },
      },
      { ALT: () => this.CONSUME(K.end) },
    ]);
  });

  // group = "[" groupMember { "," groupMember } [ "," ] "]"
  group = this.RULE("group", () => {
    this.CONSUME(P.LBracket);
    this.SUBRULE1(this.groupMember);
    this.MANY(() => {
      this.CONSUME1(P.Comma);
      this.SUBRULE2(this.groupMember);
    });
    this.OPTION(() => this.CONSUME2(P.Comma));
    this.CONSUME(P.RBracket);
  });

  // groupMember = chain [ "for" Name "in" expression ] [ "if" expression ]
  groupMember = this.#item("groupMember", () => {
    this.SUBRULE(this.chain);
    this.OPTION1(() => {
      this.CONSUME(K.for);
      this.CONSUME(Name);
      this.CONSUME(K.in);
      this.SUBRULE1(this.expression, { LABEL: "list" });
    });
    this.OPTION2(() => {
      this.CONSUME(K.if);
      this.SUBRULE2(this.expression, { LABEL: "condition" });
    });
  });

  // match = "match" expression "{" { matchArm } "}"           -- the expression does not begin with "{"
  match = this.RULE("match", () => {
    this.CONSUME(K.match);
    this.OR([{ GATE: () => this.LA(1).tokenType !== P.LCurly, ALT: () => this.SUBRULE(this.expression) }]);
    this.CONSUME(P.LCurly);
    this.MANY(() => this.SUBRULE(this.matchArm));
    this.CONSUME(P.RCurly);
  });

  // matchArm = ( "else" | literal { "," literal } [ "," ] ) "->" chain [ "," | ";" ]
  matchArm = this.#item("matchArm", () => {
    this.OR([
      { ALT: () => this.CONSUME(K.else) },
      {
        ALT: () => {
          this.SUBRULE1(this.literal);
          this.MANY(() => {
            this.CONSUME1(P.Comma);
            this.SUBRULE2(this.literal);
          });
          this.OPTION(() => this.CONSUME2(P.Comma));
        },
      },
    ]);
    this.CONSUME(P.Arrow);
    this.SUBRULE(this.chain);
    this.SUBRULE(this.separator);
  });

  // when = "when" "{" { whenArm } "}"
  when = this.RULE("when", () => {
    this.CONSUME(K.when);
    this.CONSUME(P.LCurly);
    this.MANY(() => this.SUBRULE(this.whenArm));
    this.CONSUME(P.RCurly);
  });

  // whenArm = ( "else" | expression ) "->" chain [ "," | ";" ]
  whenArm = this.#item("whenArm", () => {
    this.OR([{ ALT: () => this.CONSUME(K.else) }, { ALT: () => this.SUBRULE(this.expression) }]);
    this.CONSUME(P.Arrow);
    this.SUBRULE(this.chain);
    this.SUBRULE(this.separator);
  });

  // route = "route" Name choices
  route = this.RULE("route", () => {
    this.CONSUME(K.route);
    this.CONSUME(Name);
    this.SUBRULE(this.choices);
  });

  // goto = "goto" choices
  goto = this.RULE("goto", () => {
    this.CONSUME(K.goto);
    this.SUBRULE(this.choices);
  });

  // choices = "{" choice { separator choice } separator "}" | "[" choice { "," choice } [ "," ] "]"
  choices = this.RULE("choices", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(P.LCurly);
          this.AT_LEAST_ONE(() => {
            this.SUBRULE1(this.choice);
            this.SUBRULE(this.separator);
          });
          this.CONSUME(P.RCurly);
        },
      },
      {
        ALT: () => {
          this.CONSUME(P.LBracket);
          this.SUBRULE2(this.choice);
          this.MANY(() => {
            this.CONSUME1(P.Comma);
            this.SUBRULE3(this.choice);
          });
          this.OPTION(() => this.CONSUME2(P.Comma));
          this.CONSUME(P.RBracket);
        },
      },
    ]);
  });

  // choice = NodeName | "end"
  choice = this.RULE("choice", () => {
    this.OR([
      { ALT: () => this.CONSUME(NodeName, { LABEL: "name" }) },
      { ALT: () => this.CONSUME(K.end, { LABEL: "name" }) },
    ]);
  });

  // ── Expressions ────────────────────────────────────────────────────────────────────────────────────────────────────

  // expression = operand { operator operand } [ "?" expression ":" expression ]
  //     -- from weakest to strongest: "??"; "||"; "&&"; "==" "!="; "<" "<=" ">" ">="; "+" "-"; "*" "/" "%". Those from "==" to ">=" do not
  //     -- associate, and "??" does not mix with "||" and "&&"; the tree builder applies this.
  expression: Rule = this.#nested("expression", () => {
    this.SUBRULE1(this.operand);
    this.MANY(() => {
      this.SUBRULE(this.operator);
      this.SUBRULE2(this.operand);
      this.ACTION(() => this.#deepen(1));
    });
    this.OPTION(() => {
      this.CONSUME(P.Question);
      this.SUBRULE1(this.expression, { LABEL: "then" });
      this.CONSUME(P.Colon);
      this.SUBRULE2(this.expression, { LABEL: "otherwise" });
    });
    this.ACTION(() => (this.expressionEnd = this.LA(0)));
  });

  // operator = "??" | "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" [ "=" ] | "+" | "-" | "*" | "/" | "%"      -- the "=" touches the ">"
  operator = this.RULE("operator", () => {
    this.OR([
      { ALT: () => this.CONSUME(P.Coalesce, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.OrOr, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.AndAnd, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.EqEq, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.NotEq, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.Less, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.LessEq, { LABEL: "sign" }) },
      {
        ALT: () => {
          this.CONSUME(P.Greater, { LABEL: "sign" });
          this.OPTION({ GATE: () => this.#touches(), DEF: () => this.CONSUME(P.Equals) });
        },
      },
      { ALT: () => this.CONSUME(P.Plus, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.Minus, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.Star, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.Slash, { LABEL: "sign" }) },
      { ALT: () => this.CONSUME(P.Percent, { LABEL: "sign" }) },
    ]);
  });

  // operand = { "!" | "-" } primary { access | index }
  operand = this.#nested(
    "operand",
    () => {
      this.MANY1(() => {
        this.OR1([
          { ALT: () => this.CONSUME(P.Bang, { LABEL: "prefix" }) },
          { ALT: () => this.CONSUME(P.Minus, { LABEL: "prefix" }) },
        ]);
        this.ACTION(() => this.#deepen(1));
      });
      this.SUBRULE(this.primary);
      this.MANY2(() => {
        this.OR2([
          { ALT: () => this.SUBRULE(this.access, { LABEL: "postfix" }) },
          { ALT: () => this.SUBRULE(this.index, { LABEL: "postfix" }) },
        ]);
        this.ACTION(() => this.#deepen(1));
      });
    },
    0,
  );

  // access = ( "." | "?." ) Word
  access = this.RULE("access", () => {
    this.OR([{ ALT: () => this.CONSUME(P.Dot) }, { ALT: () => this.CONSUME(P.OptionalDot) }]);
    this.CONSUME(Word);
  });

  // index = "[" expression "]"
  index = this.RULE("index", () => {
    this.CONSUME(P.LBracket);
    this.SUBRULE(this.expression);
    this.CONSUME(P.RBracket);
  });

  // primary = Name [ arguments ] | String | Number | BigInteger | "true" | "false" | "null" | template | RegularExpression | list | object | "(" expression ")"
  primary = this.RULE("primary", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Name);
          this.OPTION(() => this.SUBRULE(this.arguments));
        },
      },
      { ALT: () => this.CONSUME(Str, { LABEL: "constant" }) },
      { ALT: () => this.CONSUME(Num, { LABEL: "constant" }) },
      { ALT: () => this.CONSUME(BigInteger, { LABEL: "constant" }) },
      { ALT: () => this.CONSUME(K.true, { LABEL: "constant" }) },
      { ALT: () => this.CONSUME(K.false, { LABEL: "constant" }) },
      { ALT: () => this.CONSUME(K.null, { LABEL: "constant" }) },
      { ALT: () => this.SUBRULE(this.template) },
      { ALT: () => this.CONSUME(RegularExpression, { LABEL: "constant" }) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.object) },
      {
        ALT: () => {
          this.CONSUME(P.LParen);
          this.SUBRULE(this.expression);
          this.CONSUME(P.RParen);
        },
      },
    ]);
  });

  // arguments = "(" [ argument { "," argument } [ "," ] ] ")"
  arguments = this.RULE("arguments", () => {
    this.CONSUME(P.LParen);
    this.OPTION1(() => {
      this.SUBRULE1(this.argument);
      this.MANY(() => {
        this.CONSUME1(P.Comma);
        this.SUBRULE2(this.argument);
      });
      this.OPTION2(() => this.CONSUME2(P.Comma));
    });
    this.CONSUME(P.RParen);
  });

  // argument = lambda | expression
  argument = this.#item("argument", () => {
    this.OR([
      { GATE: () => this.#isLambda(), ALT: () => this.SUBRULE(this.lambda) },
      { ALT: () => this.SUBRULE(this.expression) },
    ]);
  });

  // lambda = ( Name | "(" [ Name { "," Name } [ "," ] ] ")" ) "=>" expression
  lambda = this.RULE("lambda", () => {
    this.OR([
      { ALT: () => this.CONSUME1(Name) },
      {
        ALT: () => {
          this.CONSUME(P.LParen);
          this.OPTION1(() => {
            this.CONSUME2(Name);
            this.MANY(() => {
              this.CONSUME1(P.Comma);
              this.CONSUME3(Name);
            });
            this.OPTION2(() => this.CONSUME2(P.Comma));
          });
          this.CONSUME(P.RParen);
        },
      },
    ]);
    this.CONSUME(P.FatArrow);
    this.SUBRULE(this.expression);
  });

  // list = "[" [ listItem { "," listItem } [ "," ] ] "]"
  list = this.RULE("list", () => {
    this.CONSUME(P.LBracket);
    this.OPTION1(() => {
      this.SUBRULE1(this.listItem);
      this.MANY(() => {
        this.CONSUME1(P.Comma);
        this.SUBRULE2(this.listItem);
      });
      this.OPTION2(() => this.CONSUME2(P.Comma));
    });
    this.CONSUME(P.RBracket);
  });

  // listItem = [ "..." ] expression
  listItem = this.#item("listItem", () => {
    this.OPTION(() => this.CONSUME(P.Spread));
    this.SUBRULE(this.expression);
  });

  // object = "{" [ property { "," property } [ "," ] ] "}"
  object = this.RULE("object", () => {
    this.CONSUME(P.LCurly);
    this.OPTION1(() => {
      this.SUBRULE1(this.property);
      this.MANY(() => {
        this.CONSUME1(P.Comma);
        this.SUBRULE2(this.property);
      });
      this.OPTION2(() => this.CONSUME2(P.Comma));
    });
    this.CONSUME(P.RCurly);
  });

  // property = "..." expression | "[" expression "]" ":" expression | Word [ ":" expression ] | String ":" expression
  property = this.#item("property", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(P.Spread);
          this.SUBRULE1(this.expression, { LABEL: "spread" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(P.LBracket);
          this.SUBRULE2(this.expression, { LABEL: "key" });
          this.CONSUME(P.RBracket);
          this.CONSUME1(P.Colon);
          this.SUBRULE3(this.expression, { LABEL: "value" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(Word);
          this.OPTION(() => {
            this.CONSUME2(P.Colon);
            this.SUBRULE4(this.expression, { LABEL: "value" });
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(Str);
          this.CONSUME3(P.Colon);
          this.SUBRULE5(this.expression, { LABEL: "value" });
        },
      },
    ]);
  });

  // template = "`" { Text | "${" expression "}" } "`"
  template = this.RULE("template", () => {
    this.CONSUME(Tick);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.CONSUME(TemplateText) },
        {
          ALT: () => {
            this.CONSUME(TemplateOpen);
            this.SUBRULE(this.expression);
            this.CONSUME(P.RCurly);
          },
        },
      ]),
    );
    this.CONSUME(TickEnd);
  });

  // ── What two tokens do not decide ──────────────────────────────────────────────────────────────────────────────────

  /** Whether the word ahead has a meaning: `input text:` against `input:`. Chevrotain needs the gate, as it does not look past a rule's end. */
  #isNoField(): boolean {
    const next = this.LA(2).tokenType;
    return next !== P.Colon && next !== P.Question;
  }

  /** Whether the token ahead touches the one before: `write(s)` supplies arguments, `write (a || b) -> x` begins the next arm. */
  #touches(): boolean {
    const before = this.LA(0);
    return this.LA(1).startOffset === before.startOffset + before.image.length;
  }

  /** Whether a lambda is ahead. Four tokens decide: `x =>`, `() =>`, `(x, …`, `(x) =>`. */
  #isLambda(): boolean {
    const type = (ahead: number): TokenType => this.LA(ahead).tokenType;
    if (isA(type(1), Name)) return type(2) === P.FatArrow;
    if (type(1) !== P.LParen) return false;
    if (type(2) === P.RParen) return true;
    return isA(type(2), Name) && (type(3) === P.Comma || (type(3) === P.RParen && type(4) === P.FatArrow));
  }

  // ── Kinds of rules ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** A rule whose text can be left out of the list that it stands in, when it cannot be read. */
  #item(name: string, production: () => void): Rule {
    return this.RULE(name, () => {
      this.ACTION(() => this.marks.push({ rule: name, token: this.LA(1) }));
      production();
      this.ACTION(() => this.marks.pop());
    });
  }

  /** A rule that every deeper nesting passes through. */
  #nested(name: string, production: () => void, cost = level): Rule {
    return this.RULE(name, () => {
      const before = this.#depth;
      this.ACTION(() => this.#deepen(cost));
      production();
      this.ACTION(() => (this.#depth = before));
    });
  }

  #deepen(cost: number): void {
    this.#depth += cost;
    if (this.#depth > deepest) throw new TooDeep(this.LA(1));
  }
}
