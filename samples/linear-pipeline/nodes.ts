import type { ExpensesHandlers } from "./linear-pipeline.graph.ts";

const inEuros: Readonly<Record<string, number>> = { EUR: 1, USD: 0.92, CHF: 1.07 };

/** Reads lines such as `train to Basel; 54.00 CHF`. */
export const parse = (({ report }) => {
  const expenses = report
    .trim()
    .split("\n")
    .map((line) => {
      const [what = "", price = ""] = line.split(";").map((part) => part.trim());
      const [amount, currency = "EUR"] = price.split(" ");
      return { what, amount: Number(amount), currency };
    });
  return { expenses, log: [`read ${expenses.length} lines`] };
}) satisfies ExpensesHandlers["parse"];

export const convert = (({ expenses }) => {
  const foreign = expenses.filter((expense) => expense.currency !== "EUR");
  return {
    expenses: expenses.map(({ what, amount, currency }) => ({
      what,
      amount: amount * (inEuros[currency] ?? Number.NaN),
      currency: "EUR",
    })),
    log: [`converted ${foreign.map((expense) => expense.what).join(" and ")}`],
  };
}) satisfies ExpensesHandlers["convert"];
