export function write(state: { readonly line: string; readonly log: string[] }) {
  state.log.push(state.line);
  return { log: state.log };
}
