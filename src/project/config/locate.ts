import type { ts } from "ts-morph";
import { tsMorph } from "../../emit/ts-morph.ts";
import { lineStarts, type Source, type Span } from "../../source/source.ts";
import type { Place } from "./problem.ts";

/**
 * The stretch of a configuration that a problem is of. Where an option is not written in the text, because it comes from a function or another file, it is
 * the nearest thing around it that is.
 */
export function locate(source: Source, at: Place): Span {
  const written = at.kind === "written" ? source.text.indexOf(at.text) : -1;
  if (at.kind === "written" && written >= 0) return { start: written, end: written + at.text.length };
  const word = at.kind === "position" ? wordAt(source, at.line, at.column) : undefined;
  if (word !== undefined) return word;
  if (at.kind === "line") return lineAt(source, at.line);
  const { ts: compiler } = tsMorph();
  const file = compiler.createSourceFile("graphc.config.ts", source.text, compiler.ScriptTarget.Latest, true);
  const exported = exportedBy(file, compiler);
  if (exported === undefined) return firstStatement(file, source);
  const spanOf = (node: ts.Node): Span => ({ start: node.getStart(file), end: node.getEnd() });
  let value = unwrapped(exported, file, compiler);
  let found: ts.Node = exported;
  if (at.kind !== "option") return spanOf(found);
  for (const [index, key] of at.keys.entries()) {
    const next = childOf(value, key, compiler);
    if (next === undefined) break;
    found = index === at.keys.length - 1 && at.part === "name" ? (next.name ?? next.value) : next.value;
    value = unwrapped(next.value, file, compiler);
  }
  return spanOf(found);
}

/** What `export default` or `module.exports =` names. */
function exportedBy({ statements }: ts.SourceFile, compiler: typeof ts): ts.Expression | undefined {
  for (const statement of statements) {
    if (compiler.isExportAssignment(statement)) return statement.expression;
    if (!compiler.isExpressionStatement(statement) || !compiler.isBinaryExpression(statement.expression)) continue;
    if (statement.expression.left.getText() === "module.exports") return statement.expression.right;
  }
  return undefined;
}

/** The literal within calls such as `defineConfig(…)`, `satisfies`, parentheses and constants of the file. */
function unwrapped(node: ts.Expression, file: ts.SourceFile, compiler: typeof ts): ts.Expression {
  const inner = ((): ts.Expression | undefined => {
    if (compiler.isCallExpression(node)) return node.arguments[0];
    if (compiler.isSatisfiesExpression(node) || compiler.isAsExpression(node)) return node.expression;
    if (compiler.isParenthesizedExpression(node)) return node.expression;
    return compiler.isIdentifier(node) ? constantOf(node.text, file, compiler) : undefined;
  })();
  return inner === undefined ? node : unwrapped(inner, file, compiler);
}

function constantOf(name: string, { statements }: ts.SourceFile, compiler: typeof ts): ts.Expression | undefined {
  for (const statement of statements) {
    if (!compiler.isVariableStatement(statement)) continue;
    const declared = statement.declarationList.declarations.find((one) => one.name.getText() === name);
    const value = declared?.initializer;
    // `const a = a` leads nowhere.
    if (value !== undefined && !compiler.isIdentifier(value)) return value;
  }
  return undefined;
}

interface Child {
  readonly name?: ts.Node;
  readonly value: ts.Expression;
}

function childOf(node: ts.Expression, key: string | number, compiler: typeof ts): Child | undefined {
  if (compiler.isArrayLiteralExpression(node)) {
    const value = typeof key === "number" ? node.elements[key] : undefined;
    return value === undefined ? undefined : { value };
  }
  if (!compiler.isObjectLiteralExpression(node)) return undefined;
  for (const property of node.properties) {
    const { name } = property;
    if (name === undefined || !isNamed(name, String(key), compiler)) continue;
    if (compiler.isPropertyAssignment(property)) return { name, value: property.initializer };
    if (compiler.isShorthandPropertyAssignment(property)) return { name, value: property.name };
  }
  return undefined;
}

function isNamed(name: ts.PropertyName, key: string, compiler: typeof ts): boolean {
  return (compiler.isIdentifier(name) || compiler.isStringLiteralLike(name)) && name.text === key;
}

/** The word at a position, or the single character where there is none. Where a program was translated, a position may lie behind the end of the text. */
function wordAt(source: Source, line: number, column: number): Span | undefined {
  const start = (lineStarts(source)[line - 1] ?? source.text.length) + column - 1;
  if (start > source.text.length || (start === source.text.length && line === 1)) return undefined;
  const word = /^[\w$]+/.exec(source.text.slice(start))?.[0] ?? source.text.slice(start, start + 1).trim();
  return { start, end: start + word.length };
}

/** A line without the space around it. */
function lineAt(source: Source, line: number): Span {
  const from = lineStarts(source)[line - 1] ?? source.text.length;
  const [text = ""] = /^[^\r\n]*/.exec(source.text.slice(from)) ?? [];
  const start = from + text.length - text.trimStart().length;
  return { start, end: start + text.trim().length };
}

function firstStatement(file: ts.SourceFile, { text }: Source): Span {
  const start = file.statements.at(0)?.getStart(file) ?? 0;
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? "";
  return { start, end: start + line.length };
}
