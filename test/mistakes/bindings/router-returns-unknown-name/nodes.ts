export function pick({ amount }: { readonly amount: number }) {
  return amount > 1000 ? "escalate" : amount > 100 ? "review" : "approve";
}
