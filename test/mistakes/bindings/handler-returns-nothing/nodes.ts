export async function answer({ question }: { readonly question: string }) {
  await Promise.resolve(question);
}
