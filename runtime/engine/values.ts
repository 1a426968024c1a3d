/** A state, an update or an output to code that does not know its type. In a state an absent field is `undefined`; in what is handed out it is left out. */
export type Values = { [field: string]: unknown };

export type Arguments = { readonly [name: string]: unknown };

export const noArguments: Arguments = Object.freeze({});
