/** Which marks are looked at, and which nodes run, by the rules of the language, when it is known how each mark comes out. */
import type { Placed, PlacedArm } from "./branches.ts";

export interface Followed {
  /** How each mark came out that was looked at. */
  readonly met: ReadonlyMap<number, boolean>;
  readonly log: readonly string[];
  /** Whether there was a branch of which no arm fitted. */
  readonly isStuck: boolean;
}

export function follow(branch: Placed, outcomes: readonly boolean[]): Followed {
  const met = new Map<number, boolean>();
  const log: string[] = [];
  let isStuck = false;

  const meet = (mark: number): boolean => {
    const outcome = outcomes[mark] ?? false;
    met.set(mark, outcome);
    return outcome;
  };
  const fits = ({ marks }: PlacedArm): boolean => marks.map(meet).includes(true);
  const enter = (at: Placed): void => {
    if (at.kind === "leaf") log.push(at.choice === undefined ? at.name : `${at.name} ${meet(at.choice)}`);
    else if (at.kind === "group") for (const arm of at.arms.filter(fits)) enter(arm.then);
    else {
      const arm = at.arms.find(fits);
      if (arm) enter(arm.then);
      else isStuck = true;
    }
  };
  enter(branch);
  return { met, log, isStuck };
}
