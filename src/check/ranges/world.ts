/** What is known at a place beside declarations: what conditions have said. */
import type { Id } from "./ids.ts";
import { anyRelation, bothRelations, eitherRelation, isPossible, turnedRelation, type Relation } from "./relation.ts";
import { both, either, isImpossible, joined, type Reason, type Value } from "./value.ts";

/** More facts than this are not kept, so that a long row of conditions costs no more than its length. */
const mostFacts = 50;

export interface Related {
  readonly relation: Relation;
  readonly because: readonly Reason[];
}

/** A place. It never changes; what was found out of it is kept with it. */
export class World {
  readonly facts: ReadonlyMap<Id, Value>;
  readonly relations: ReadonlyMap<string, Related>;
  /** Whether a path can be here at all. */
  readonly isPossible: boolean;
  /** What was evaluated here. */
  readonly values = new Map<Id, Value>();
  /** Where a condition that turned out true, or false, leads. */
  readonly behind = new Map<string, World>();

  constructor(facts: World["facts"] = new Map(), relations: World["relations"] = new Map(), isPossible = true) {
    this.facts = facts;
    this.relations = relations;
    this.isPossible = isPossible;
  }

  /** Where a value is, beside what is known already, also one of these. */
  with(id: Id, value: Value): World {
    const known = this.facts.get(id);
    const next = known ? both(value, known) : value;
    if (isImpossible(next)) return nowhere(this);
    if (next === known) return this;
    if (!known && this.facts.size >= mostFacts) return this;
    return new World(new Map([...this.facts, [id, next]]), this.relations, this.isPossible);
  }

  withRelation(a: Id, b: Id, relation: Relation, because: readonly Reason[]): World {
    const key = keyOf(a, b);
    const known = this.relations.get(key);
    const said = a < b ? relation : turnedRelation(relation);
    const next = bothRelations(known?.relation ?? anyRelation, said);
    if (!isPossible(next)) return nowhere(this);
    if (!known && this.relations.size >= mostFacts) return this;
    const entry = { relation: next, because: joined(because, known?.because ?? []) };
    return new World(this.facts, new Map([...this.relations, [key, entry]]), this.isPossible);
  }

  /** What is known without that which is of some of these. */
  without(ids: ReadonlySet<Id>): World {
    if (ids.size === 0) return this;
    const facts = [...this.facts].filter(([id]) => !ids.has(id));
    const relations = [...this.relations].filter(([key]) => !key.split(" ").some((id) => ids.has(Number(id))));
    if (facts.length === this.facts.size && relations.length === this.relations.size) return this;
    return new World(new Map(facts), new Map(relations), this.isPossible);
  }

  *related(): Generator<readonly [Id, Id, Related]> {
    for (const [key, related] of this.relations) {
      const [a = 0, b = 0] = key.split(" ").map(Number);
      yield [a, b, related];
    }
  }

  relationOf(a: Id, b: Id): Related | undefined {
    const known = this.relations.get(keyOf(a, b));
    return known && a >= b ? { ...known, relation: turnedRelation(known.relation) } : known;
  }
}

function keyOf(a: Id, b: Id): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** A place that no path comes to. */
export function nowhere({ facts, relations }: World): World {
  return new World(facts, relations, false);
}

/** What holds in either of two places. */
export function eitherWorld(a: World, b: World): World {
  if (a === b || !b.isPossible) return a;
  if (!a.isPossible) return b;
  const facts = new Map<Id, Value>();
  for (const [id, value] of a.facts) {
    const other = b.facts.get(id);
    if (other) facts.set(id, either(value, other));
  }
  const relations = new Map<string, Related>();
  for (const [key, { relation, because }] of a.relations) {
    const other = b.relations.get(key);
    if (!other) continue;
    const joint = eitherRelation(relation, other.relation);
    relations.set(key, { relation: joint, because: joined(because, other.because) });
  }
  return new World(facts, relations);
}
