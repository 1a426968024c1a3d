/** Items to text: ts-morph prints one structure for the whole file, Prettier lays it out once. Both are loaded when something is printed, not before. */
import type {
  FunctionDeclarationStructure,
  InterfaceDeclarationStructure,
  OptionalKind,
  StatementStructures,
  VariableDeclarationStructure,
} from "ts-morph";
import type { ConstItem, Item } from "./items.ts";
import { layOut } from "./lay-out.ts";
import type { Rows } from "./rows.ts";
import { bodyText } from "./text.ts";
import { tsMorph } from "./ts-morph.ts";

/** What the items are to TypeScript, without what they do, unformatted. A constant that nobody may see is there only if its type has to be right. */
export function unformattedDeclarations(items: readonly Item[], rows: Rows): string {
  const seen = items.filter((item) => item.kind !== "const" || item.exported || item.declared !== undefined);
  const text = rows.fill(structureText(seen, true));
  // Otherwise every declaration counts as exported.
  return seen.some((item) => item.kind === "const" && !item.exported) ? `${text}export {};\n` : text;
}

export async function printModule(items: readonly Item[], rows: Rows): Promise<string> {
  return rows.fill(await layOut(structureText(items), "babel-ts"));
}

/** As `printModule`, without Prettier. */
export function unformattedModule(items: readonly Item[], rows: Rows): string {
  return rows.fill(structureText(items));
}

/** @param ambient Whether to print declarations alone. */
function structureText(items: readonly Item[], ambient = false): string {
  const { Project, StructureKind, VariableDeclarationKind, NewLineKind } = tsMorph();
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipAddingFilesFromTsConfig: true,
    manipulationSettings: { newLineKind: NewLineKind.LineFeed },
  });
  const structureOf = (item: Item): StatementStructures => {
    switch (item.kind) {
      case "import": {
        const { typeOnly, from, namespace, names } = item;
        return {
          kind: StructureKind.ImportDeclaration,
          isTypeOnly: typeOnly,
          moduleSpecifier: from,
          ...(namespace === undefined ? {} : { namespaceImport: namespace }),
          namedImports: [...names],
        };
      }
      case "interface":
        return {
          kind: StructureKind.Interface,
          name: item.name,
          isExported: item.exported,
          extends: [...(item.extends ?? [])],
          docs: docsOf(item.doc),
          properties: item.properties.map(
            ({
              name,
              type,
              optional = false,
              readonly = false,
              doc,
            }): NonNullable<InterfaceDeclarationStructure["properties"]>[number] => ({
              name,
              ...(type === undefined ? {} : { type }),
              hasQuestionToken: optional,
              isReadonly: readonly,
              docs: docsOf(doc),
            }),
          ),
        };
      case "type":
        return {
          kind: StructureKind.TypeAlias,
          name: item.name,
          type: item.type,
          isExported: item.exported,
          docs: docsOf(item.doc),
        };
      case "function":
        return {
          kind: StructureKind.Function,
          name: item.name,
          isExported: item.exported,
          typeParameters: [...item.typeParameters],
          parameters: item.parameters.map(
            ({
              name,
              type,
              default: initializer,
            }): NonNullable<FunctionDeclarationStructure["parameters"]>[number] => ({
              name,
              type,
              hasQuestionToken: ambient && initializer !== undefined,
              ...(initializer === undefined || ambient ? {} : { initializer }),
            }),
          ),
          returnType: item.returns,
          hasDeclareKeyword: ambient,
          ...(ambient ? {} : { statements: [item.body] }),
          docs: docsOf(item.doc),
        };
      case "const":
        return {
          kind: StructureKind.VariableStatement,
          declarationKind: VariableDeclarationKind.Const,
          isExported: item.exported,
          hasDeclareKeyword: ambient,
          declarations: [ambient ? ambientConstant(item) : constant(item)],
          docs: docsOf(item.doc),
        };
    }
  };
  const statements = items.map((item, index) => ({
    ...structureOf(item),
    leadingTrivia: isApart(item, items[index - 1]) ? "\n" : "",
  }));
  return project.createSourceFile("module.ts", { statements }).getFullText();
}

/** A blank line stands between things, but not between the constants that one of them consists of. */
function isApart(item: Item, before: Item | undefined): boolean {
  if (before?.kind !== item.kind) return before !== undefined;
  if (item.kind === "import") return false;
  return item.kind !== "const" || item.exported || item.doc !== undefined;
}

function constant(item: ConstItem): OptionalKind<VariableDeclarationStructure> {
  return { name: item.name, initializer: valueText(item), ...(item.type === undefined ? {} : { type: item.type }) };
}

function ambientConstant({ name, declared, type }: ConstItem): OptionalKind<VariableDeclarationStructure> {
  return { name, type: declared ?? type ?? "unknown" };
}

function valueText({ value, pure, type }: ConstItem): string {
  if (pure === undefined) return value;
  const returns = pure === "typed" && type !== undefined ? `: ${type}` : "";
  return `/* @__PURE__ */ ${pure === "call" ? value : `rt.define(()${returns} => ${bodyText(value)})`}`;
}

function docsOf(doc: string | undefined): string[] {
  return doc === undefined ? [] : [doc.replaceAll("*/", "*\\/")];
}
