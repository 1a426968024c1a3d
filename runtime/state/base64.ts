/** So many bytes at a time become arguments of one call. */
const block = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += block) text += String.fromCharCode(...bytes.subarray(i, i + block));
  return btoa(text);
}

/** `undefined` if the text is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
