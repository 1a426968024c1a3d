interface Message {
  readonly text: string;
}

export const classify = ({ text }: Message): { readonly urgency: "low" | "high" } => ({
  urgency: text.includes("!") ? "high" : "low",
});

export const answer = ({ text, urgency }: Message & { readonly urgency: string }): { readonly reply: string } => ({
  reply: `${urgency}: ${text}`,
});
