import { goto } from "@graphc/runtime";
import type { GroupsHandlers, GroupsValues, RecoveryHandlers } from "./flow.graph.ts";

export const pick = (state: GroupsValues): "deliver" | "again" => (state.tries > 1 ? "deliver" : "again");
export const pickAll = async (state: GroupsValues): Promise<("late" | "wrapUp")[]> => (state.deep ? ["late", "wrapUp"] : []);
export const decide = (() => ({ notes: ["decided"] })) satisfies GroupsHandlers["decide"];
export const deliver = (() => goto(["mail", "post"], { notes: ["delivered"] })) satisfies GroupsHandlers["deliver"];
export const choose = (async ({ order }) => ({ status: order })) satisfies RecoveryHandlers["choose"];
