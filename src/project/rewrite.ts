import { readFile } from "node:fs/promises";
import { writeWhole } from "./write.ts";

/**
 * Replaces the text of a source. A byte order mark, which is no part of the text, stays.
 * @param path Absolute.
 * @throws ProjectError if the file cannot be written.
 */
export async function rewriteSource(path: string, text: string, folder: string): Promise<boolean> {
  const before = await readFile(path, "utf8").catch(() => "");
  return writeWhole(path, before.startsWith("\ufeff") ? `\ufeff${text}` : text, folder);
}
