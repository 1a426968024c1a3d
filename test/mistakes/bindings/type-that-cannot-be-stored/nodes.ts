export interface Connection {
  readonly url: string;
  send(text: string): void;
}

export function connect({ url }: { readonly url: string }): { connection: Connection } {
  return { connection: { url, send: () => {} } };
}
