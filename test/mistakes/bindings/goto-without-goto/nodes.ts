import { goto } from "@graphc/runtime";

export function triage(_state: { readonly amount: number }) {
  return goto("approve");
}
