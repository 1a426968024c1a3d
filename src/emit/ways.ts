/** Ways out as what the runtime takes: a target where nothing is decided, else a function that decides. */
import type * as ast from "../ast/ast.ts";
import type { ChoiceTarget, FlowMember, GroupWay, MatchWay, NodeWay, Way, WhenWay } from "../bind/flow.ts";
import { elementType } from "../types/members.ts";
import type { NodeSymbol } from "../bind/symbols.ts";
import { partsOf } from "../bind/walk.ts";
import { upperFirst } from "../plan/names.ts";
import { memberName, partExpressions } from "../plan/ways.ts";
import { arrowText } from "./arrow.ts";
import type { ArrowBody } from "./arrow.ts";
import { expressionText } from "./expression.ts";
import { factsAfter, factsOfMatch } from "./facts.ts";
import { plain } from "./origins.ts";
import { caseLabels, patternCondition } from "./patterns.ts";
import { COALESCE, CONDITIONAL } from "./precedence.ts";
import type { GraphScope, Surroundings } from "./surroundings.ts";
import { accessText, arrayText, objectText, propertyText } from "./text.ts";
import { present } from "./type-facts.ts";
import { typeText } from "./types.ts";
import { joinUses, usesOf } from "./uses.ts";
import type { Uses } from "./uses.ts";
import { SHORT, after, decides, ifShort, nested, sharedWays } from "./way-shapes.ts";

/** Where a way is written. */
interface Place {
  /** The maps that the path is in, outermost first. */
  readonly maps: readonly ast.MemberMap[];
  /** The variables that functions around bind. */
  readonly bound: ReadonlySet<ast.Identifier>;
  /** Whether TypeScript knows the parameters' types from the place. */
  readonly typed: boolean;
}

/** Prints the ways of one graph. What several places share becomes a constant of the module. */
export class WayPrinter {
  readonly #graph: GraphScope;
  readonly #stateType: string;
  readonly #shared: ReadonlySet<Way>;
  readonly #constants = new Map<Way, string>();
  /** The first node that a way leads out of. */
  readonly #owners: ReadonlyMap<Way, NodeSymbol>;

  constructor(graph: GraphScope, stateType: string) {
    this.#graph = graph;
    this.#stateType = stateType;
    this.#shared = sharedWays(graph);
    this.#owners = new Map([...graph.graph.flow.out].toReversed().map(([node, way]) => [way, node]));
  }

  /** A way as the value of `start`, `out` or `onError`; `members` are those that the path is in. */
  text(way: Way, members: readonly FlowMember[]): string {
    const maps = members.map((member) => member.map).filter((map) => map !== undefined);
    return this.#way(way, { maps, bound: new Set(), typed: true });
  }

  #way(way: Way, place: Place): string {
    if (this.#shared.has(way)) return this.#constant(way, place);
    return decides(way) ? this.#function(way, place) : this.#fixedTarget(way, place);
  }

  /** The constant that a shared way became, made when it is first met: behind those of the groups that follow it, of which there may be thousands. */
  #constant(way: Way, place: Place): string {
    const missing: Way[] = [];
    for (let one = way; !this.#constants.has(one); one = one.then) {
      if (this.#shared.has(one)) missing.push(one);
      if (one.kind !== "group") break;
    }
    for (const one of missing.toReversed()) this.#hoist(one, place);
    return this.#constants.get(way) as string;
  }

  #hoist(way: Way, place: Place): void {
    const { module, graph } = this.#graph;
    const own: Place = { ...place, bound: new Set(), typed: false };
    const target = `rt.Target<${this.#stateType}>`;
    const value = decides(way) ? this.#function(way, own, target) : this.#fixedTarget(way, own);
    const owner = this.#owners.get(way)?.name ?? "branch";
    const name = module.local(`after${upperFirst(owner)}`, `${graph.name}After${upperFirst(owner)}`);
    this.#constants.set(way, name);
    const type = decides(way) ? undefined : target;
    const pure = decides(way) ? undefined : "function";
    module.hoisted.push({ kind: "const", name, type, value, pure, exported: false });
  }

  #function(way: Way, place: Place, returns?: string): string {
    return arrowText(
      {
        graph: this.#graph,
        // What is called as a function takes all that it may be called with.
        uses: returns === undefined ? this.#uses(way) : { ...this.#uses(way), state: true, scope: true },
        bound: place.bound,
        element: (variable) => this.#element(variable, place),
        ...(place.typed ? {} : { stateType: this.#stateType }),
        ...(returns === undefined ? {} : { returns }),
      },
      (around) => this.#decision(way, { ...place, typed: false }, around),
    );
  }

  /** What a function that decides must be given: for what it evaluates itself, not for the functions inside its targets. */
  #uses(way: Way): Uses {
    if (!decides(way)) return joinUses([]);
    const arms = way.kind === "match" || way.kind === "when" ? way.arms.map((arm) => arm.way) : [];
    const inner = arms.map((arm) => {
      if (!this.#shared.has(arm)) return this.#uses(arm);
      return { ...joinUses([]), state: decides(arm), scope: decides(arm) };
    });
    return joinUses([usesOf(partExpressions(way), this.#graph), ...inner]);
  }

  // ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #decision(way: Way, place: Place, around: Surroundings): ArrowBody {
    const short = this.#ownTarget(way, place, around);
    return short === undefined ? { statements: this.#branch(way, place, around) } : { expression: short };
  }

  /** A target as an expression of the function around; absent where only statements can say it. */
  #target(way: Way, place: Place, around: Surroundings): string | undefined {
    if (!this.#shared.has(way)) return this.#ownTarget(way, place, around);
    const name = this.#constant(way, place);
    return decides(way) ? `${name}(state, scope)` : name;
  }

  #ownTarget(way: Way, place: Place, around: Surroundings): string | undefined {
    switch (way.kind) {
      case "node":
        return this.#nodeTarget(way, around);
      case "match":
        return this.#shortMatch(way, place, around);
      case "when":
        return this.#shortWhen(way, place, around);
      default:
        return this.#fixedTarget(way, place);
    }
  }

  /** A match between two is a condition; a match on a boolean is that boolean. */
  #shortMatch({ subject, arms }: MatchWay, place: Place, around: Surroundings): string | undefined {
    const [first, second, ...more] = arms;
    if (first === undefined || more.length > 0) return undefined;
    if (second === undefined) return this.#target(first.way, place, around);
    const [pattern, ...patterns] = first.patterns ?? [];
    if (pattern === undefined || patterns.length > 0) return undefined;
    const then = this.#target(first.way, place, after(around, factsOfMatch(subject, arms, 0, this.#typing)));
    const otherwise = this.#target(second.way, place, after(around, factsOfMatch(subject, arms, 1, this.#typing)));
    if (then === undefined || otherwise === undefined) return undefined;
    return ifShort(`${patternCondition(subject, pattern, around)} ? ${nested(first.way, then)} : ${otherwise}`);
  }

  #shortWhen({ arms }: WhenWay, place: Place, around: Surroundings): string | undefined {
    const parts: string[] = [];
    let known = around;
    for (const [index, { condition, way }] of arms.entries()) {
      const last = condition === undefined || index === arms.length - 1;
      const then = this.#target(
        way,
        place,
        condition === undefined ? known : after(known, factsAfter(condition, true, this.#typing)),
      );
      if (then === undefined) return undefined;
      if (last) {
        parts.push(then);
        break;
      }
      parts.push(`${expressionText(condition, known, COALESCE)} ? ${nested(way, then)} : `);
      known = after(known, factsAfter(condition, false, this.#typing));
    }
    return ifShort(parts.join(""));
  }

  #statements(way: Way, place: Place, around: Surroundings): readonly string[] {
    const target = this.#target(way, place, around);
    return target === undefined ? this.#branch(way, place, around) : [`return ${target};`];
  }

  #branch(way: Way, place: Place, around: Surroundings): readonly string[] {
    if (way.kind === "match") return this.#switch(way, place, around);
    return way.kind === "when" ? this.#ifs(way, place, around) : [];
  }

  /** The last arm is the `default`: the patterns have been proven to be all there are. */
  #switch({ subject, arms }: MatchWay, place: Place, around: Surroundings): readonly string[] {
    const cases: { labels: readonly string[]; readonly body: string }[] = [];
    for (const [index, { patterns, way }] of arms.entries()) {
      const isLast = patterns === undefined || index === arms.length - 1;
      const labels = isLast ? ["default:"] : patterns.flatMap((pattern) => caseLabels(subject, pattern, around));
      const body = this.#statements(way, place, after(around, factsOfMatch(subject, arms, index, this.#typing))).join(
        "\n",
      );
      const above = cases.at(-1);
      if (above === undefined || plain(above.body) !== plain(body)) cases.push({ labels, body });
      else above.labels = isLast ? labels : [...above.labels, ...labels];
    }
    const lines = cases.flatMap(({ labels, body }) => [...labels, body]);
    return [`switch (${expressionText(subject, around)}) {`, ...lines, "}"];
  }

  #ifs({ arms }: WhenWay, place: Place, around: Surroundings): readonly string[] {
    const lines: string[] = [];
    let known = around;
    for (const [index, { condition, way }] of arms.entries()) {
      if (condition === undefined || index === arms.length - 1) {
        const facts = condition === undefined ? [] : [factsAfter(condition, true, this.#typing)];
        return [...lines, ...this.#statements(way, place, after(known, ...facts))];
      }
      const then = this.#statements(way, place, after(known, factsAfter(condition, true, this.#typing)));
      const head = `if (${expressionText(condition, known)})`;
      const line = `${head} ${then.join("")}`;
      lines.push(then.length === 1 && plain(line).length <= SHORT ? line : `${head} {\n${then.join("\n")}\n}`);
      known = after(known, factsAfter(condition, false, this.#typing));
    }
    return lines;
  }

  // ── Targets ──────────────────────────────────────────────────────────────────────────────────────────────────────

  #nodeTarget({ node, arguments: given }: NodeWay, around: Surroundings): string {
    const number = accessText(this.#graph.at, node.name);
    if (given.length === 0) return number;
    const args = given.map((argument, index) =>
      propertyText(node.parameters[index]?.name ?? "", expressionText(argument, around)),
    );
    return `rt.to(${number}, { ${args.join(", ")} })`;
  }

  /** A target that depends on nothing; what depends on something inside it is a function of its own. */
  #fixedTarget(way: Way, place: Place): string {
    switch (way.kind) {
      case "node":
        return accessText(this.#graph.at, way.node.name);
      case "group":
        return this.#group(way, place);
      case "route":
        return `rt.route(${this.#graph.module.value(way.router)}, ${this.#choices(way.targets)})`;
      case "goto":
        return `rt.choice(${this.#choices(way.targets)})`;
      case "bound": {
        const inner = this.#way(way.way, { ...place, typed: false });
        return `rt.bound(${way.counter}, ${way.max}, ${inner}, ${this.#fixedTarget(way.otherwise, place)})`;
      }
      default:
        return "rt.end";
    }
  }

  #choices(targets: readonly Pick<ChoiceTarget, "name" | "way">[]): string {
    return objectText(
      targets.map(({ name, way }) => [
        name,
        way.kind === "node" ? accessText(this.#graph.at, way.node.name) : "rt.end",
      ]),
    );
  }

  #group(way: GroupWay, place: Place): string {
    const then = this.#way(way.then, { ...place, typed: false });
    if (way.router === undefined && !way.chosenByHandler) {
      return `rt.group(${arrayText(way.members.map((member) => this.#member(member, place)))}, ${then})`;
    }
    const targets = way.members.map((member) => ({ name: memberName(member), way: member.way as ChoiceTarget["way"] }));
    const choices = this.#choices(targets);
    return way.router === undefined
      ? `rt.choiceAll(${choices}, ${then})`
      : `rt.routeAll(${this.#graph.module.value(way.router)}, ${choices}, ${then})`;
  }

  #member({ way, map, condition }: FlowMember, place: Place): string {
    if (map !== undefined) return this.#mapMember(way, map, condition, place);
    const enter = this.#way(way, { ...place, typed: false });
    const isNumber = way.kind === "node" && way.arguments.length === 0;
    if (condition === undefined) return isNumber ? enter : `rt.only(${enter})`;
    return `rt.only(${enter}, ${this.#expressionFunction(condition, place)})`;
  }

  #mapMember(way: Way, map: ast.MemberMap, condition: ast.Expression | undefined, place: Place): string {
    const list = this.#expressionFunction(map.list, place);
    const inside: Place = { maps: [...place.maps, map], bound: new Set([...place.bound, map.variable]), typed: false };
    const first = (uses: Uses): { readonly name: string; readonly used: boolean } => ({
      name: this.#graph.module.variable(map.variable.name),
      used: uses.variables.has(map.variable),
    });
    const shape = {
      graph: this.#graph,
      bound: inside.bound,
      element: (variable: ast.Identifier) => this.#element(variable, inside),
    };
    const shared = this.#shared.has(way);
    const uses = shared ? joinUses([]) : joinUses([this.#uses(way), this.#closureUses(way)]);
    const own = { ...this.#uses(way), variables: uses.variables };
    const enter = arrowText(
      { ...shape, uses: shared ? uses : own, first: first(uses), stateType: this.#stateType },
      (around) => (shared ? { expression: this.#constant(way, inside) } : this.#decision(way, inside, around)),
    );
    if (condition === undefined) return `rt.each(${list}, ${enter})`;
    const accepted = usesOf([condition], this.#graph);
    const accept = arrowText(
      { ...shape, uses: accepted, first: first(accepted), stateType: this.#stateType },
      (around) => ({
        expression: expressionText(condition, around, CONDITIONAL),
      }),
    );
    return `rt.each(${list}, ${enter}, ${accept})`;
  }

  /** The variables that functions inside a target take from their closure. */
  #closureUses(way: Way): Uses {
    const parts = [...partsOf(way)];
    const { variables } = usesOf(parts.flatMap(partExpressions), this.#graph);
    const members = parts.flatMap((part) => (part.kind === "group" ? part.members : []));
    const own = new Set(members.map(({ map }) => map?.variable));
    return { ...joinUses([]), variables: new Set([...variables].filter((variable) => !own.has(variable))) };
  }

  #expressionFunction(expression: ast.Expression, place: Place): string {
    return arrowText(
      {
        graph: this.#graph,
        uses: usesOf([expression], this.#graph),
        bound: place.bound,
        element: (variable) => this.#element(variable, place),
        stateType: this.#stateType,
      },
      (around) => ({ expression: expressionText(expression, around, CONDITIONAL) }),
    );
  }

  #element(variable: ast.Identifier, { maps }: Place): { readonly depth: number; readonly type: string } {
    const depth = maps.findIndex((map) => map.variable === variable);
    const list = maps[depth]?.list;
    const type = list && this.#typing.types.get(list);
    const element = type && elementType(present(type));
    return { depth, type: element ? typeText(element, this.#graph.module) : "unknown" };
  }

  get #typing(): GraphScope["module"]["typing"] {
    return this.#graph.module.typing;
  }
}
