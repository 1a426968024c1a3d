export function answer({ question, tone }: { readonly question: string; readonly tone: string }) {
  return { reply: `${question} (${tone})` };
}
