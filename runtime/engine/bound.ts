import type { Bound, Way } from "./ways.ts";
import { extrasOf, type Path } from "./path.ts";
import type { Values } from "./values.ts";

/** `way max n then y`. */
export function bound<State>(counter: number, max: number, way: Way<State>, then: number): Bound<State>;
export function bound(counter: number, max: number, way: Way<Values>, then: number): Bound<Values> {
  return {
    counter,
    max,
    way,
    then,
    take(path: Path) {
      const extras = extrasOf(path);
      // The counters before the step may be put back, so they are not changed in place.
      const counters = (extras.counters = [...(extras.counters ?? [])]);
      const taken = counters[counter] ?? 0;
      counters[counter] = taken + 1;
      return taken < max ? way : then;
    },
  };
}
