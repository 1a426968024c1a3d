export async function search({ question }: { readonly question: string }) {
  return { hits: question.toUpperCase() };
}
