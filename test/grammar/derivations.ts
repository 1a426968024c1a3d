/**
 * Counts the derivations of a text with every decision of the parser switched off: more than one means that the grammar itself is ambiguous,
 * whatever the parser's lookahead then picks. The rules are read from Chevrotain's own description of them.
 */
import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  Terminal,
  type IProduction,
  type IToken,
} from "chevrotain";
import type { GraphParser } from "../../grammar/parser.ts";
import { isA, K, Name, Num, P } from "../../grammar/tokens.ts";

/** How many ways lead to each end, by the index of the token behind it. */
type Ends = ReadonlyMap<number, number>;

/** Whether a gate of the parser lets a part of a rule begin at a token. The gates are part of the language; the lookahead is not. */
type Gate = (tokens: readonly IToken[], at: number) => boolean;

export function derivations(parser: GraphParser, tokens: readonly IToken[], rule = "file"): number {
  const rules = parser.getGAstProductions();
  const memo = new Map<string, Ends>();

  const derive = (name: string, at: number): Ends => {
    const key = `${name}@${at}`;
    const known = memo.get(key);
    if (known) return known;
    memo.set(key, new Map());
    const ends = sequence(rules[name]?.definition ?? [], at, name);
    memo.set(key, ends);
    return ends;
  };

  const sequence = (parts: readonly IProduction[], at: number, owner: string): Ends => {
    let ends: Ends = new Map([[at, 1]]);
    for (const part of parts) {
      const next = new Map<number, number>();
      for (const [from, ways] of ends) for (const [to, more] of one(part, from, owner)) add(next, to, ways * more);
      ends = next;
    }
    return ends;
  };

  const repeated = (parts: readonly IProduction[], at: number, owner: string, gate: Gate): Ends => {
    const all = new Map<number, number>([[at, 1]]);
    let front: Ends = new Map([[at, 1]]);
    while (front.size > 0) {
      const next = new Map<number, number>();
      for (const [from, ways] of front) {
        if (!gate(tokens, from)) continue;
        for (const [to, more] of sequence(parts, from, owner)) if (to > from) add(next, to, ways * more);
      }
      for (const [to, ways] of next) add(all, to, ways);
      front = next;
    }
    return all;
  };

  const one = (part: IProduction, at: number, owner: string): Ends => {
    const token = tokens[at];
    if (part instanceof Terminal)
      return token && isA(token.tokenType, part.terminalType) ? new Map([[at + 1, 1]]) : new Map();
    if (part instanceof NonTerminal) return derive(part.nonTerminalName, at);
    if (part instanceof Alternative) return sequence(part.definition, at, owner);
    if (part instanceof Alternation) {
      const all = new Map<number, number>();
      for (const alternative of part.definition)
        if (alternative instanceof Alternative && alternativeGate(owner, alternative)(tokens, at))
          for (const [to, ways] of sequence(alternative.definition, at, owner)) add(all, to, ways);
      return all;
    }
    if (part instanceof Option) {
      const { open, mustOpen } = optionGate(owner, part);
      const all = new Map<number, number>();
      if (!mustOpen(tokens, at)) add(all, at, 1);
      if (open(tokens, at)) for (const [to, ways] of sequence(part.definition, at, owner)) add(all, to, ways);
      return all;
    }
    if (part instanceof Repetition) return repeated(part.definition, at, owner, owner === "field" ? isNoField : always);
    if (part instanceof RepetitionMandatory) {
      const all = new Map<number, number>();
      for (const [from, ways] of sequence(part.definition, at, owner))
        for (const [to, more] of repeated(part.definition, from, owner, always)) add(all, to, ways * more);
      return all;
    }
    throw new Error(`no count for ${part.constructor.name}`);
  };

  return derive(rule, 0).get(tokens.length) ?? 0;
}

function add(ends: Map<number, number>, end: number, ways: number): void {
  ends.set(end, (ends.get(end) ?? 0) + ways);
}

const always: Gate = () => true;
const never: Gate = () => false;

const isNoField: Gate = (tokens, at) => {
  const next = tokens[at + 1]?.tokenType;
  return next !== P.Colon && next !== P.Question;
};

const touches: Gate = (tokens, at) => {
  const token = tokens[at];
  const before = tokens[at - 1];
  return token !== undefined && before !== undefined && token.startOffset === (before.endOffset as number) + 1;
};

/** `write(s)` supplies arguments and `a >= b` compares: where the sign touches, it is never left out. */
function optionGate(owner: string, { definition: [first] }: Option): { readonly open: Gate; readonly mustOpen: Gate } {
  const sign = owner === "target" ? P.LParen : owner === "operator" ? P.Equals : undefined;
  if (sign) {
    const open: Gate = (tokens, at) => tokens[at]?.tokenType === sign && touches(tokens, at);
    return { open, mustOpen: open };
  }
  const isWhere = first instanceof NonTerminal && first.nonTerminalName === "where";
  const isReduce = first instanceof Terminal && first.terminalType === K.reduce;
  if ((owner === "field" || owner === "member") && (isWhere || isReduce)) return { open: isNoField, mustOpen: never };
  if (owner === "chain") return { open: (tokens, at) => tokens[at + 1]?.tokenType === Num, mustOpen: never };
  return { open: always, mustOpen: never };
}

/** A lambda is told from parentheses by up to four tokens; a `match` needs a subject. */
function alternativeGate(owner: string, { definition: [first] }: Alternative): Gate {
  if (owner === "match") return (tokens, at) => tokens[at]?.tokenType !== P.LCurly;
  if (first instanceof NonTerminal && first.nonTerminalName === "lambda") return isLambda;
  return always;
}

const isLambda: Gate = (tokens, at) => {
  const type = (i: number) => tokens[at + i]?.tokenType;
  const first = type(0);
  const second = type(1);
  if (first && isA(first, Name)) return second === P.FatArrow;
  if (first !== P.LParen) return false;
  if (second === P.RParen) return true;
  if (!second || !isA(second, Name)) return false;
  return type(2) === P.Comma || (type(2) === P.RParen && type(3) === P.FatArrow);
};
