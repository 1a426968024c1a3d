/**
 * Makes a constant of a module by a function. A bundler leaves out a marked call whose result nobody uses, but not what it calls or reads to make the
 * arguments: in the function it sees none of that.
 */
export function define<Value>(make: () => Value): Value {
  return make();
}
