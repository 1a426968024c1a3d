import { writesOf, type Write } from "../../bind/effects.ts";
import type { FlowMember, GroupWay } from "../../bind/flow.ts";
import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import { groupsOf } from "../../bind/walk.ts";
import { G401 } from "../../diagnostics/catalogue/g4.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "../rule.ts";

/**
 * Two members of one group, or two elements of a map, never write one field that has no reducer (G401). Whether both members will really run is not asked. Each field is
 * reported once: a reducer mends all its places.
 */
export const groupWriters: Rule = ({ module, report, isSound }) => {
  for (const graph of module.graphs) {
    const reported = new Set<FieldSymbol>();
    const writes = writesByMember(graph);
    // The reducer of a field that was not read well may be what could not be read.
    const reportSound: FieldReport = (field, ...said) => {
      reported.add(field);
      if (isSound(field.node.span)) report(...said);
    };
    for (const group of groupsOf(graph.flow)) checkGroup(group, graph, writes, reported, reportSound);
  }
};

type FieldReport = (field: FieldSymbol, ...said: Parameters<Report>) => void;

/** What the nodes of each member write, those of groups inside it included. */
function writesByMember(graph: GraphSymbol): ReadonlyMap<FlowMember, readonly Write[]> {
  const found = new Map<FlowMember, Write[]>();
  for (const [node, members] of graph.flow.places) {
    const writes = members.length === 0 ? [] : writesOf(node, graph);
    for (const member of writes.length === 0 ? [] : members) {
      const list = found.get(member);
      if (list) list.push(...writes);
      else found.set(member, [...writes]);
    }
  }
  return found;
}

function checkGroup(
  group: GroupWay,
  graph: GraphSymbol,
  writes: ReadonlyMap<FlowMember, readonly Write[]>,
  reported: ReadonlySet<FieldSymbol>,
  report: FieldReport,
): void {
  const first = new Map<FieldSymbol, { readonly member: FlowMember; readonly write: Write }>();
  for (const member of group.members) {
    for (const write of writes.get(member) ?? []) {
      const { field } = write;
      const isReduced = field.node.reduce !== undefined;
      if (reported.has(field) || (isReduced && !write.sets)) continue;
      const other = first.get(field);
      if (!other) first.set(field, { member, write });
      if (member.map) reportMap(write, isReduced, graph, report);
      else if (other && other.member !== member) reportMembers(other.write, write, isReduced, graph, report);
    }
  }
}

function reportMap(
  { field, node, span }: Write,
  isReduced: boolean,
  { source }: GraphSymbol,
  report: FieldReport,
): void {
  const message = isReduced ? G401.sets(field.name, node.name, node.name) : G401.map(field.name, node.name);
  report(field, message, span, {
    related: [{ source, span: field.node.name.span, message: "the field is declared here" }],
  });
}

function reportMembers(
  first: Write,
  second: Write,
  isReduced: boolean,
  { source }: GraphSymbol,
  report: FieldReport,
): void {
  const word = isReduced ? G401.sets : G401.members;
  const related = [{ source, span: first.span, message: `\`${first.node.name}\` writes it here` }];
  report(first.field, word(first.field.name, first.node.name, second.node.name), second.span, { related });
}
