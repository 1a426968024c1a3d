/** A module with its source map in a comment, for programs that take a module as one text. */
export function withMap(code: string, map: object): string {
  const json = Buffer.from(JSON.stringify(map)).toString("base64");
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${json}\n`;
}
