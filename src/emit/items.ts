/** What a generated module consists of, before it is printed. Texts are TypeScript; whoever prints decides on line breaks. */

export type Item = ImportItem | InterfaceItem | TypeItem | FunctionItem | ConstItem;

export interface ImportItem {
  readonly kind: "import";
  readonly from: string;
  readonly typeOnly: boolean;
  /** `import * as name`. */
  readonly namespace?: string;
  readonly names: readonly { readonly name: string; readonly alias?: string }[];
}

export interface Property {
  readonly name: string;
  /** Absent for a name that stands for several members. */
  readonly type?: string;
  readonly optional?: boolean;
  readonly readonly?: boolean;
  readonly doc?: string | undefined;
}

export interface InterfaceItem {
  readonly kind: "interface";
  readonly name: string;
  readonly extends?: readonly string[];
  readonly properties: readonly Property[];
  readonly doc?: string | undefined;
  readonly exported: true;
}

export interface TypeItem {
  readonly kind: "type";
  readonly name: string;
  readonly type: string;
  readonly doc?: string | undefined;
  readonly exported: true;
}

export interface FunctionItem {
  readonly kind: "function";
  readonly name: string;
  readonly typeParameters: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly default?: string }[];
  readonly returns: string;
  readonly body: string;
  readonly doc?: string | undefined;
  readonly exported: true;
}

export interface ConstItem {
  readonly kind: "const";
  readonly name: string;
  readonly type?: string | undefined;
  readonly value: string;
  /** What a bundler must know to leave the constant out where nobody imports it; absent where it sees that by itself. */
  readonly pure?: Purity | undefined;
  readonly doc?: string | undefined;
  readonly exported: boolean;
  /** Its type in declarations, which else have only what is exported. */
  readonly declared?: string | undefined;
}

/**
 * Its value is one call of the runtime on plain data; or it is made of several calls, or of members that are read, which only a function around them can
 * hide. `typed`: the function names the type of its result, so that TypeScript looks at it once, and says at the very place what is wrong in it.
 */
export type Purity = "call" | "function" | "typed";
