import { goto } from "@graphc/runtime";

export function triage({ amount }: { readonly amount: number }) {
  return amount > 1000 ? goto("revue") : amount > 100 ? goto("review") : goto("approve");
}
