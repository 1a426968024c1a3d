// What is generated from the grammar: the types of its trees, its productions as a text, and colours for editors.
import { generateCstDts } from "@chevrotain/cst-dts-gen";
import { GraphParser } from "../../grammar/parser.ts";
import { ebnf } from "./ebnf.ts";
import { textMate } from "./textmate.ts";

const parser = new GraphParser();
const productions = parser.getGAstProductions();

const cstHeader = "// Generated from parser.ts by `npm run generate`: the types of the concrete syntax tree.\n";

export const generators = [
  {
    file: "grammar/cst.ts",
    generate: () =>
      cstHeader +
      generateCstDts(productions, { includeVisitorInterface: false }).replace("ICstVisitor, ", "").trimEnd() +
      "\n",
  },
  { file: "grammar/graph.ebnf", generate: () => ebnf(productions) },
  { file: "grammar/graph.tmLanguage.json", generate: () => JSON.stringify(textMate(), null, 2) + "\n" },
];
