/** Sets of small whole numbers, for analyses that keep one for each place. The functions that change a set are named after what they do to their first argument. */
export type Bits = Uint32Array;

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function allBits(size: number): Bits {
  return noBits(size).fill(0xffff_ffff);
}

export function hasBit(bits: Bits, index: number): boolean {
  return (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function removeBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) & ~(1 << (index & 31));
}

/** Keeps what both have; says whether something was lost. */
export function keepCommon(bits: Bits, others: Bits): boolean {
  let lost = 0;
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i] ?? 0;
    const common = word & (others[i] ?? 0);
    lost |= word ^ common;
    bits[i] = common;
  }
  return lost !== 0;
}

export function addAll(bits: Bits, others: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | (others[i] ?? 0);
}

/** Adds those of `others` that are not in `except`. */
export function addAllExcept(bits: Bits, others: Bits, except: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | ((others[i] ?? 0) & ~(except[i] ?? 0));
}
