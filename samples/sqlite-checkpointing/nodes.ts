import type { CatalogueHandlers } from "./catalogue.graph.ts";

export const fetchPage = (async ({ page }, { context }) => ({
  page: 1,
  articles: await context.supplier.articles(page + 1),
})) satisfies CatalogueHandlers["fetch"];
