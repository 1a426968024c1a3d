// The productions of the grammar as a text, from Chevrotain's description of the rules.
import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  Rule,
  Terminal,
  type IProduction,
} from "chevrotain";
import { P } from "../../grammar/tokens.ts";

const header = `(* Generated from parser.ts by \`npm run generate\`. *)
(* Word ⊃ Name ⊃ NodeName are classes of words; README.md says which word is in which. *)
`;

/** Signs and words in quotes; names of classes of tokens as they are. */
function terminal({ terminalType: type }: Terminal): string {
  const isText = typeof type.PATTERN === "string" || type === P.OptionalDot;
  return isText ? `"${type.LABEL ?? type.name}"` : type.name;
}

function production(item: IProduction, alone: boolean): string {
  if (item instanceof Terminal) return terminal(item);
  if (item instanceof NonTerminal) return item.nonTerminalName;
  if (item instanceof Option) return `[ ${sequence(item.definition)} ]`;
  if (item instanceof Repetition) return `{ ${sequence(item.definition)} }`;
  if (item instanceof RepetitionMandatory) return `${sequence(item.definition)} { ${sequence(item.definition)} }`;
  if (item instanceof Alternative) return sequence(item.definition);
  if (item instanceof Alternation) {
    const all = item.definition.map((alternative) => production(alternative, true)).join(" | ");
    return alone || item.definition.length === 1 ? all : `( ${all} )`;
  }
  throw new Error(`no notation for ${item.constructor.name}`);
}

function sequence(items: readonly IProduction[]): string {
  return items.map((item) => production(item, items.length === 1)).join(" ");
}

export function ebnf(productions: Readonly<Record<string, Rule>>): string {
  const rules = Object.values(productions);
  const width = Math.max(...rules.map(({ name }) => name.length));
  const lines = rules.map(({ name, definition }) => {
    const text = sequence(definition);
    const [only] = definition;
    const isLong = definition.length === 1 && only instanceof Alternation && width + 3 + text.length > 118;
    const broken = isLong
      ? only.definition.map((one) => production(one, true)).join(`\n${" ".repeat(width)} | `)
      : text;
    return `${name.padEnd(width)} = ${broken} ;`;
  });
  return `${header}${lines.join("\n")}\n`;
}
