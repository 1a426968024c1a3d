/** Printed text as a syntax tree. */
import type { ts } from "ts-morph";
import { tsMorph } from "./ts-morph.ts";

/** @param name Its ending says whether the text is TypeScript or JavaScript. */
export function parsed(text: string, name: string): ts.SourceFile {
  const { ts } = tsMorph();
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
}

/** Where the names, literals and operators of a text begin, in order: what no layout changes, unlike parentheses, commas and semicolons. */
export function leaves(text: string, name: string): readonly number[] {
  const { ts } = tsMorph();
  const file = parsed(text, name);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    let isLeaf = true;
    ts.forEachChild(node, (child) => {
      isLeaf = false;
      visit(child);
    });
    if (isLeaf) found.push(node.getStart(file));
  };
  visit(file);
  return found;
}
