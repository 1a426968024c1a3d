/** What an order needs of the world. */
export interface Shop {
  /** @throws Error if there is not enough. @returns the reservation's number. */
  reserve(order: string, sku: string, quantity: number): string;
  release(reservation: string): void;
  /** @throws UnavailableError if the bank does not answer; Error if it declines. @returns the payment's number. */
  charge(order: string, amount: number): string;
  refund(payment: string): void;
  /** @throws Error if no carrier goes there. @returns the tracking number. */
  ship(order: string, customer: string): string;
  mail(order: string, text: string): void;
}

export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
}

/** A shop in memory, which writes down what it does. Its bank is down for the first call of each order; `Lea` lives where no carrier goes, `Max` has no money. */
export function memoryShop(stock: Map<string, number>): Shop & { readonly ledger: readonly string[] } {
  const ledger: string[] = [];
  const called = new Set<string>();
  return {
    ledger,
    reserve(order, sku, quantity) {
      const left = (stock.get(sku) ?? 0) - quantity;
      if (left < 0) throw new Error(`${sku} is sold out`);
      stock.set(sku, left);
      ledger.push(`reserved ${quantity} ${sku}`);
      return `${quantity} ${sku}`;
    },
    release(reservation) {
      const [quantity = "0", sku = ""] = reservation.split(" ");
      stock.set(sku, (stock.get(sku) ?? 0) + Number(quantity));
      ledger.push(`released ${reservation}`);
    },
    charge(order, amount) {
      if (!called.has(order)) {
        called.add(order);
        throw new UnavailableError("the bank does not answer");
      }
      if (order.startsWith("ord_max")) throw new Error("the card was declined");
      ledger.push(`charged ${amount}`);
      return `pay_${order}`;
    },
    refund(payment) {
      ledger.push(`refunded ${payment}`);
    },
    ship(order, customer) {
      if (customer === "Lea") throw new Error("no carrier goes to the island");
      ledger.push(`shipped to ${customer}`);
      return `track_${order}`;
    },
    mail(order, text) {
      ledger.push(`mailed: ${order} is ${text}`);
    },
  };
}
