/** The plugins by the names of their bundlers. */
export { graphc as esbuild } from "../../src/plugins/esbuild.ts";
export { graphc as rolldown } from "../../src/plugins/rolldown.ts";
export { graphc as rollup } from "../../src/plugins/rollup.ts";
export { graphc as rspack } from "../../src/plugins/rspack.ts";
export { graphc as vite } from "../../src/plugins/vite.ts";
export { graphc as webpack } from "../../src/plugins/webpack.ts";
