import type { Choice, ChoiceAll, Junction, Route, RouteAll, Targets, Way } from "./ways.ts";
import { extrasOf, type Path } from "./path.ts";
import { NotAsked, targetOf } from "./resolve.ts";
import type { Awaitable } from "../types/graph-types.ts";
import { group } from "./group.ts";
import { isThenable } from "./handler.ts";
import type { Said } from "./journal.ts";
import { tellable } from "./told.ts";
import type { Values } from "./values.ts";
import { valuesOf } from "./view.ts";

/** A way whose direction a function of the user decides. */
export interface Router {
  follow(path: Path, said: Said): Way<Values>;
}

/** `goto { … }`: the handler's choice, by name. */
export function choice(targets: Targets): Choice {
  const decide: Choice["decide"] = (path, said) => targetOf(path, targets, said);
  return { targets, decide, told: tellable(decide, targets, false) };
}

/** `goto [ … ]`: any number of targets at once, by name; they run as the members of a group, in the order written here. */
export function choiceAll<State>(targets: Targets, then: Way<State>): ChoiceAll<State>;
export function choiceAll(targets: Targets, then: Way<Values>): ChoiceAll<Values> {
  const decide: Choice["decide"] = (path, said) => groupOf(path, targets, said, then);
  return { targets, then, decide, told: tellable(decide, targets, true) };
}

/** `route f { … }`: a function of the user's names a target. */
export function route<State, const Name extends string>(
  router: (state: State) => Awaitable<NoInfer<Name>>,
  targets: { readonly [N in Name]: number },
): Route<State>;
export function route(router: (state: Values) => Awaitable<string>, targets: Targets): Route<Values> {
  return { route: router, targets, ...junction(router, (path, said) => targetOf(path, targets, said)) };
}

/** `route f [ … ]`: it names any number of them. */
export function routeAll<State, const Name extends string>(
  router: (state: State) => Awaitable<readonly NoInfer<Name>[]>,
  targets: { readonly [N in Name]: number },
  then: Way<State>,
): RouteAll<State>;
export function routeAll(
  router: (state: Values) => Awaitable<readonly string[]>,
  targets: Targets,
  then: Way<Values>,
): RouteAll<Values> {
  return { routeAll: router, targets, then, ...junction(router, (path, said) => groupOf(path, targets, said, then)) };
}

function junction(ask: (state: Values) => Awaitable<Said>, lead: Router["follow"]): Junction {
  const router: Router = {
    follow(path, said) {
      (extrasOf(path).said ??= []).push(said);
      return lead(path, said);
    },
  };
  return {
    /** Asks the router, or takes what it said when the step ran first, if this step is taken again from the log. */
    take(path) {
      const extras = extrasOf(path);
      const recalled = extras.recalled?.[extras.said?.length ?? 0];
      if (recalled !== undefined) return router.follow(path, recalled);
      if (path.level.run.journal?.inspecting === true) throw new NotAsked();
      const said = ask(valuesOf(path.level.table, path.state) as Values);
      if (!isThenable(said)) return router.follow(path, said);
      extras.router = router;
      return Promise.resolve(said);
    },
  };
}

/** The group of the targets that were named, in textual order, each once. @throws UnknownTargetError */
function groupOf(path: Path, targets: Targets, names: Said, then: Way<Values>): Way<Values> {
  if (!Array.isArray(names)) return targetOf(path, targets, names);
  for (const name of names) targetOf(path, targets, name);
  const members = Object.keys(targets).filter((name) => names.includes(name));
  return group(
    members.map((name) => targetOf(path, targets, name)),
    then,
  );
}
