export async function keepHighest(current: number, update: number) {
  return Math.max(current, update);
}
