/** Questions about the functions that the user exports. */
import type { ts } from "ts-morph";
import type { View } from "./view.ts";

/** The signature that a finding speaks of: of several, the last one, which is the most general. */
export function signatureOf(type: ts.Type): ts.Signature | undefined {
  return type.getCallSignatures().at(-1);
}

/** How many arguments a function cannot do without. */
export function requiredCount(signature: ts.Signature, { checker, ts }: View): number {
  const isRequired = (parameter: ts.Symbol): boolean => {
    const { valueDeclaration } = parameter;
    if (valueDeclaration === undefined || !ts.isParameter(valueDeclaration)) return true;
    return !checker.isOptionalParameter(valueDeclaration) && valueDeclaration.dotDotDotToken === undefined;
  };
  return signature.parameters.filter(isRequired).length;
}

/** The type of a parameter; absent where the function does without it, or takes any number. */
export function parameterType(signature: ts.Signature, index: number, { checker, ts }: View): ts.Type | undefined {
  const parameter = signature.parameters[index];
  const declaration = parameter?.valueDeclaration;
  if (parameter === undefined) return undefined;
  if (declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined)
    return undefined;
  return checker.getTypeOfSymbol(parameter);
}

/** Whether something can only be made with `new`. */
export function isClass(type: ts.Type): boolean {
  return type.getConstructSignatures().length > 0 && type.getCallSignatures().length === 0;
}
