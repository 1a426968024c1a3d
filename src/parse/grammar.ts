import { Lexer } from "chevrotain";
import { GraphParser } from "../../grammar/parser.ts";
import { lexerDefinition } from "../../grammar/tokens.ts";
import { problems } from "./problem.ts";

let lexer: Lexer | undefined;
let parser: GraphParser | undefined;

/** The lexer, made when it is first needed. What Chevrotain would validate here is validated by the tests of the grammar. */
export function graphLexer(): Lexer {
  return (lexer ??= new Lexer(lexerDefinition, {
    ensureOptimizations: true,
    positionTracking: "onlyOffset",
    skipValidations: true,
  }));
}

/** The only parser, made when it is first needed. It keeps nothing between two texts. */
export function graphParser(): GraphParser {
  return (parser ??= new GraphParser({ skipValidations: true, errorMessageProvider: problems }));
}
