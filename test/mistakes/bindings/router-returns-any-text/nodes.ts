export function pick({ kind }: { readonly kind: string }): string {
  return kind;
}
