/** So many bytes at a time become arguments of one call. */
const block = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += block) {
    // To spread the bytes takes ten times as long.
    text += String.fromCharCode.apply(undefined, bytes.subarray(i, i + block) as unknown as number[]);
  }
  return btoa(text);
}

/** `undefined` if the text is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  let units: string;
  try {
    units = atob(text);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(units.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = units.charCodeAt(i);
  return bytes;
}
