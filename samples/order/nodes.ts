import type { OrderHandlers } from "./order.graph.ts";

export const reserveStock = (({ id, lines }, { context }) => {
  const [line] = lines;
  return { reservation: line ? context.shop.reserve(id, line.sku, line.quantity) : "" };
}) satisfies OrderHandlers["reserve"];

/** Large orders of strangers are doubtful. */
export const rateFraud = (({ customer, lines }) => {
  const amount = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  return { fraud: customer.startsWith("stranger") && amount > 500 ? 0.9 : 0.1 };
}) satisfies OrderHandlers["rate"];

/** The effect happens once, even if the step is tried again or the process dies behind it. */
export const charge = (async ({ id, lines }, ctx) => {
  const amount = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  return { payment: await ctx.once("charge", () => ctx.context.shop.charge(id, amount)) };
}) satisfies OrderHandlers["pay"];

export const handOver = (({ id, customer }, { context }) => ({
  tracking: context.shop.ship(id, customer),
})) satisfies OrderHandlers["ship"];

export const releaseStock = (({ reservation }, { context }) => {
  if (reservation !== undefined) context.shop.release(reservation);
  return { reservation: undefined, log: ["stock released"] };
}) satisfies OrderHandlers["release"];

export const refund = (({ payment }, ctx) => {
  if (payment !== undefined) ctx.context.shop.refund(payment);
  return { payment: undefined, status: "refunded" as const, log: [`refunded: ${ctx.error.message}`] };
}) satisfies OrderHandlers["giveBack"];

export const tell = (({ id, status }, ctx) => {
  ctx.context.shop.mail(id, status);
  ctx.emit("statusChanged", { order: id, status });
}) satisfies OrderHandlers["notify"];
