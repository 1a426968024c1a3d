export function find({ question }: { readonly question: string }) {
  return question === "" ? {} : { hit: question };
}
