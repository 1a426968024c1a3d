const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" };

const escape = /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(0)(?!\d)|(\r\n|[\s\S]))/g;

/**
 * The value of a text with JavaScript's escapes, without its quotes. An escape that JavaScript refuses is told to `bad`, with its place in the
 * text, and stays as it is written.
 */
export function unescape(text: string, bad: (at: number, length: number) => void): string {
  if (!text.includes("\\")) return text;
  return text.replace(escape, (whole, point, four, two, zero, other, at) => {
    if (point !== undefined) {
      const code = Number.parseInt(point, 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
    } else if (four ?? two) return String.fromCharCode(Number.parseInt(four ?? two, 16));
    else if (zero) return "\0";
    else if (/^[\n\r\u2028\u2029]/.test(other)) return "";
    else if (!/[ux\d]/.test(other)) return simple[other] ?? other;
    bad(at, whole.length);
    return whole;
  });
}
