/** A message as the client's front ends know it: `content` may be text or blocks. */
export interface Message {
  readonly id: string;
  readonly type: string;
  readonly content: unknown;
}

const types = new Map([
  ["user", "human"],
  ["assistant", "ai"],
]);

/** The message that a value is, with the `type` that its `role` stands for if it has none; `undefined` if it is no message. */
export function messageOf(value: unknown): Message | undefined {
  if (typeof value !== "object" || value === null || !("id" in value) || !("content" in value)) return undefined;
  const { content, id } = value;
  const type = "type" in value ? value.type : "role" in value ? value.role : undefined;
  if (typeof id !== "string" || id === "" || typeof type !== "string") return undefined;
  return { ...value, id, content, type: types.get(type) ?? type };
}

/** The messages among the members of a state or an update, themselves or in lists. */
export function messagesIn(values: object): readonly Message[] {
  return Object.values(values).flatMap((value: unknown) => {
    const found = Array.isArray(value) ? value.map(messageOf) : [messageOf(value)];
    return found.filter((message) => message !== undefined);
  });
}
