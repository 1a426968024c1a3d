export function answer({ question }: { readonly question: string }) {
  return { reply: question.toUpperCase() };
}
