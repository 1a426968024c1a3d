/** A way from a thing back to itself. */
export interface Cycle<Thing, Place> {
  /** The things on the way, each once, the one that is reached again first. */
  readonly path: readonly Thing[];
  /** The place of the last step, which closes the cycle. */
  readonly at: Place;
}

/** The cycles that a depth-first walk closes, in the order in which it finds them; every cycle shares a step with one of them. */
export function cyclesOf<Thing, Place>(
  things: Iterable<Thing>,
  stepsFrom: (thing: Thing) => readonly { readonly to: Thing; readonly at: Place }[],
): readonly Cycle<Thing, Place>[] {
  const found: Cycle<Thing, Place>[] = [];
  const done = new Set<Thing>();
  for (const start of things) {
    if (done.has(start)) continue;
    const path: { thing: Thing; steps: readonly { to: Thing; at: Place }[]; next: number }[] = [];
    const onPath = new Map<Thing, number>();
    const enter = (thing: Thing): void => {
      onPath.set(thing, path.length);
      path.push({ thing, steps: stepsFrom(thing), next: 0 });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.steps[top.next++];
      if (!step) {
        done.add(top.thing);
        onPath.delete(top.thing);
        path.pop();
        continue;
      }
      const since = onPath.get(step.to);
      if (since !== undefined) found.push({ path: path.slice(since).map((one) => one.thing), at: step.at });
      else if (!done.has(step.to)) enter(step.to);
    }
  }
  return found;
}
