import type { Colours } from "../diagnostics/render/colours.ts";

/** Renders the Markdown of explanations for a terminal: paragraphs and lists wrapped to `width`, code indented, `code` and **strong** painted. */
export function terminalMarkdown(markdown: string, width: number, colours: Colours): string {
  return blocks(markdown)
    .map((block) => {
      if (block.kind === "code") return block.lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
      if (block.kind === "heading") return colours.strong(block.text);
      const indent = " ".repeat(block.marker.length);
      return wrap(block.text, width - indent.length)
        .map((line, index) => `${index === 0 ? block.marker : indent}${paint(line, colours)}`)
        .join("\n");
    })
    .join("\n\n");
}

type Block =
  | { readonly kind: "code"; readonly lines: readonly string[] }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly marker: string };

function blocks(markdown: string): readonly Block[] {
  const found: Block[] = [];
  let text: { marker: string; words: string[] } | undefined;
  let code: string[] | undefined;
  const flush = (): void => {
    if (text) found.push({ kind: "text", text: text.words.join(" "), marker: text.marker });
    text = undefined;
  };
  for (const line of markdown.trim().split("\n")) {
    const item = /^(?:[-*]|\d+\.) +/.exec(line);
    const heading = /^#+ +(.*)$/.exec(line);
    if (line.startsWith("```")) {
      flush();
      if (code) found.push({ kind: "code", lines: code });
      code = code ? undefined : [];
    } else if (code) code.push(line);
    else if (heading) {
      flush();
      found.push({ kind: "heading", text: heading[1] as string });
    } else if (line.trim() === "") flush();
    else if (item) {
      flush();
      text = { marker: item[0].replace(/^[-*]/, "-"), words: [line.slice(item[0].length)] };
    } else {
      text ??= { marker: "", words: [] };
      text.words.push(line.trim());
    }
  }
  flush();
  return found;
}

/** Breaks at spaces outside `code`. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function paint(line: string, colours: Colours): string {
  return line
    .replaceAll(/\*\*([^*]+)\*\*/g, (_all, text: string) => colours.strong(text))
    .replaceAll(/`[^`]+`/g, (text) => colours.code(text));
}
