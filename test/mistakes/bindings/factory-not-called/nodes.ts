export function makeAnswer(_options: unknown) {
  return ({ question }: { readonly question: string }) => ({ reply: question });
}
