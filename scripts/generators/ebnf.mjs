// The productions of the grammar as a text, from Chevrotain's description of the rules.
import { Alternation, Alternative, NonTerminal, Option, Repetition, RepetitionMandatory, Terminal } from "chevrotain";
import { P } from "../../grammar/tokens.ts";

const header = [
  "(* Generated from parser.ts by `npm run generate`. *)",
  "(* Word ⊃ Name ⊃ NodeName are classes of words; README.md says which word is in which. *)",
  "",
].join("\n");

/** Quoted signs and words; names of token classes as they are. */
function terminal({ terminalType: type }) {
  const text = type.LABEL ?? type.name;
  return typeof type.PATTERN === "string" || type === P.OptionalDot ? `"${text}"` : type.name;
}

function definition(item, inSequence) {
  if (item instanceof Terminal) return terminal(item);
  if (item instanceof NonTerminal) return item.nonTerminalName;
  if (item instanceof Option) return `[ ${sequence(item.definition)} ]`;
  if (item instanceof Repetition) return `{ ${sequence(item.definition)} }`;
  if (item instanceof RepetitionMandatory) {
    const once = sequence(item.definition);
    return `${once} { ${once} }`;
  }
  if (item instanceof Alternative) return sequence(item.definition);
  if (item instanceof Alternation) {
    const all = item.definition.map((alternative) => sequence(alternative.definition)).join(" | ");
    return inSequence && item.definition.length > 1 ? `( ${all} )` : all;
  }
  throw new Error(`no notation for ${item.constructor.name}`);
}

function sequence(items) {
  return items.map((item) => definition(item, items.length > 1)).join(" ");
}

export function ebnf(productions) {
  const rules = Object.values(productions);
  const width = Math.max(...rules.map((rule) => rule.name.length));
  const lines = rules.map((rule) => {
    const text = sequence(rule.definition);
    const start = `${rule.name.padEnd(width)} = `;
    const [only] = rule.definition;
    const broken = rule.definition.length === 1 && only instanceof Alternation && start.length + text.length > 118;
    const indent = "\n" + " ".repeat(width) + " | ";
    return (
      start +
      (broken ? only.definition.map((alternative) => sequence(alternative.definition)).join(indent) : text) +
      " ;"
    );
  });
  return header + lines.join("\n") + "\n";
}
