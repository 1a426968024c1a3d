/** Ranges of numbers that comparisons with literals leave. */
export type OrderOperator = "<" | "<=" | ">" | ">=";

export interface Bound {
  readonly operator: OrderOperator;
  readonly number: number;
}

export interface NumberRange {
  readonly from: number;
  readonly includesFrom: boolean;
  readonly to: number;
  readonly includesTo: boolean;
}

export const anyNumber: NumberRange = { from: -Infinity, includesFrom: true, to: Infinity, includesTo: true };

/** `3 < x` is `x > 3`. */
export const mirrored: Readonly<Record<OrderOperator, OrderOperator>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

const opposites: Readonly<Record<OrderOperator, OrderOperator>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

export function opposite({ operator, number }: Bound): Bound {
  return { operator: opposites[operator], number };
}

export function narrowed(range: NumberRange, { operator, number }: Bound): NumberRange {
  const isStrict = operator === "<" || operator === ">";
  if (operator === ">" || operator === ">=") {
    if (number < range.from) return range;
    return { ...range, from: number, includesFrom: !isStrict && (number > range.from || range.includesFrom) };
  }
  if (number > range.to) return range;
  return { ...range, to: number, includesTo: !isStrict && (number < range.to || range.includesTo) };
}

export function isEmpty({ from, includesFrom, to, includesTo }: NumberRange): boolean {
  return from > to || (from === to && !(includesFrom && includesTo));
}
