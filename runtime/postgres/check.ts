import { ConfigError, NotStorableError } from "../errors.ts";

/** What PostgreSQL can have in an index, with room for characters that are written as several. */
const longest = 512;

/** @throws ConfigError if an id is empty or too long */
export function checkNames(names: { readonly [option: string]: string | undefined }): void {
  for (const option in names) {
    const name = names[option];
    if (name === undefined || (name.length > 0 && name.length <= longest)) continue;
    throw new ConfigError({ graph: "", option, problem: `must have 1 to ${longest} characters.` });
  }
}

/** @throws NotStorableError if text is none that the codec makes, and PostgreSQL cannot store it */
export function checkText(field: string, text: string): void {
  const at = text.search(/\0|\p{Surrogate}/u);
  if (at < 0) return;
  const found = `the character U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}, not escaped, in its text`;
  throw new NotStorableError({ graph: "", of: "item", field, at: [], found });
}
