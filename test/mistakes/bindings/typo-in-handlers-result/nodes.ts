export function answer({ question }: { readonly question: string }) {
  return { repyl: question.toUpperCase() };
}
