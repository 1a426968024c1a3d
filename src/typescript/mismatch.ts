import type { ts } from "ts-morph";
import type { View } from "./view.ts";

/** The innermost place at which one type does not fit another. */
export interface Mismatch {
  /** `undefined` where a value is needed, an array that may be changed where a `readonly` one is given, or anything else. */
  readonly kind: "absent" | "mutable" | "missing" | "type";
  /** Members on the way, as in `items[].price`; empty where the types as a whole do not fit. */
  readonly path: string;
  readonly given: ts.Type;
  readonly wanted: ts.Type;
  /** The member at the end of the path, in the wanted type. */
  readonly member?: ts.Symbol;
}

/** A type may contain itself; deeper than this nobody would read on. */
const deepest = 6;

/** Why `given` does not fit `wanted`. To be asked where it does not. */
export function mismatch(given: ts.Type, wanted: ts.Type, view: View, path = "", depth = 0): Mismatch {
  const here = { path, given, wanted };
  const misfits = view.alternatives(given).filter((one) => !view.fits(one, wanted));
  if (misfits.length > 0 && misfits.every((one) => view.isNothing(one))) return { ...here, kind: "absent" };
  const [misfit = given] = misfits.filter((one) => !view.isNothing(one));
  const target = view.alternatives(wanted).filter((one) => !view.isNothing(one));
  const [only] = target;
  if (only === undefined || target.length > 1 || depth >= deepest) return { ...here, kind: "type" };
  const elements = elementTypes(misfit, only, view);
  if (elements !== undefined) {
    if (view.fits(...elements)) return { ...here, kind: "mutable" };
    return mismatch(...elements, view, `${path}[]`, depth + 1);
  }
  return memberMismatch(misfit, only, view, path, depth) ?? { ...here, kind: "type" };
}

/** Of two lists, what they are lists of. */
function elementTypes(given: ts.Type, wanted: ts.Type, { checker }: View): [ts.Type, ts.Type] | undefined {
  if (!checker.isArrayType(given) || !checker.isArrayType(wanted)) return undefined;
  const [from] = checker.getTypeArguments(given as ts.TypeReference);
  const [to] = checker.getTypeArguments(wanted as ts.TypeReference);
  return from === undefined || to === undefined ? undefined : [from, to];
}

function memberMismatch(
  given: ts.Type,
  wanted: ts.Type,
  view: View,
  path: string,
  depth: number,
): Mismatch | undefined {
  const { ts, checker } = view;
  const isObject = (type: ts.Type): boolean => (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  if (!isObject(given) || !isObject(wanted) || wanted.getCallSignatures().length > 0) return undefined;
  for (const member of checker.getPropertiesOfType(wanted)) {
    const at = path === "" ? member.name : `${path}.${member.name}`;
    const type = checker.getTypeOfSymbol(member);
    const own = given.getProperty(member.name);
    if (own === undefined) {
      if ((member.flags & ts.SymbolFlags.Optional) === 0)
        return { kind: "missing", path: at, given, wanted: type, member };
      continue;
    }
    const found = checker.getTypeOfSymbol(own);
    if (!view.fits(found, type)) return { ...mismatch(found, type, view, at, depth + 1), member };
    const isOptional = (one: ts.Symbol): boolean => (one.flags & ts.SymbolFlags.Optional) !== 0;
    if (isOptional(own) && !isOptional(member)) return { kind: "absent", path: at, given: found, wanted: type, member };
  }
  return undefined;
}
