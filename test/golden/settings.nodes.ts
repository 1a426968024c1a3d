export const rename = (old: { readonly [field: string]: unknown }): object => ({ ...old, name: old["fullName"] });
export const split = (old: { readonly [field: string]: unknown }): object => ({ ...old, times: 0 });
