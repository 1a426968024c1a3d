export function longest(current: string, update: string) {
  return current.length > update.length ? current : update;
}
