import type { Scene } from "../scene/scene.ts";
import { element, escaped } from "../svg/markup.ts";
import { papers } from "../svg/style.ts";
import { drawSvg } from "../svg/svg.ts";
import { viewer } from "./viewer.ts";

/** Draws a scene as one page that needs nothing else: it can be moved and enlarged with a pointer, with touch and with keys. */
export async function drawHtml(scene: Scene): Promise<string> {
  const drawing = await drawSvg(scene);
  const head = [
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="color-scheme" content="light dark">`,
    element("title", {}, escaped(scene.title)),
    `<style>\n${style}\n</style>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
${head.join("\n")}
</head>
<body>
<main id="view" tabindex="0" aria-label="Drawing: drag to move, scroll to enlarge; arrow keys, + and -, 0 for all">
${drawing}</main>
<nav aria-label="Size">
<button type="button" data-zoom="1.25" aria-label="Larger">+</button>
<button type="button" data-zoom="0.8" aria-label="Smaller">&minus;</button>
<button type="button" data-zoom="0" aria-label="All of it">Fit</button>
</nav>
<script>
${viewer}</script>
</body>
</html>
`;
}

const style = `html,body{height:100%;margin:0;background:${papers.day}}
main{height:100%;overflow:auto}
main:focus-visible{outline:2px solid #3f6fd1;outline-offset:-2px}
main.live{overflow:hidden;cursor:grab;touch-action:none}
main.live.dragged{cursor:grabbing;user-select:none}
main.live svg{transform-origin:0 0}
nav{position:fixed;right:16px;bottom:16px;display:flex;gap:6px}
button{min-width:36px;height:36px;padding:0 10px;border:1px solid #8b98aa;border-radius:8px;background:#ffffff;color:#1b2430;font:600 15px/1 system-ui,sans-serif;cursor:pointer}
@media (prefers-color-scheme:dark){
html,body{background:${papers.night}}
button{background:#222933;color:#e8edf4;border-color:#4b576a}
}
@media print{nav{display:none}}`;
