import { isPlain } from "../../state/plain.ts";
import type { OpenApi } from "./document.ts";

/** A page that shows an OpenAPI document. It has no script and loads nothing. */
export function pageOf(document: OpenApi): string {
  const { components, info, paths } = document;
  const { description, title, version } = asObject(info);
  const operations = Object.entries(asObject(paths)).flatMap(([path, methods]) =>
    Object.entries(asObject(methods)).map(([method, operation]) => operationHtml(method, path, asObject(operation))),
  );
  const schemas = Object.entries(asObject(asObject(components)["schemas"])).map(([name, schema]) =>
    schemaHtml(name, schema),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)} <small>${escaped(version)}</small></h1>
<pre class="plain">${escaped(description)}</pre>
<p><a href="openapi.json">openapi.json</a></p>
<h2>Operations</h2>
${operations.join("\n")}
<h2>Schemas</h2>
${schemas.join("\n")}
</main>
</body>
</html>
`;
}

/** What the page may load: nothing but its own style. */
export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function operationHtml(method: string, path: string, operation: Members): string {
  const { parameters, requestBody, responses, summary } = operation;
  const rows = Object.entries(asObject(responses)).map(([status, response]) => {
    const { content, description } = asObject(response);
    return `<tr><td>${escaped(status)}</td><td>${escaped(description)}</td><td>${contentHtml(content)}</td></tr>`;
  });
  return `<details>
<summary><b class="${escaped(method)}">${escaped(method.toUpperCase())}</b> <code>${escaped(path)}</code> ${escaped(summary)}</summary>
${parametersHtml(parameters)}
${requestBody === undefined ? "" : `<p>Body: ${contentHtml(asObject(requestBody)["content"])}</p>`}
<table><tr><th>Status</th><th>When</th><th>Body</th></tr>${rows.join("")}</table>
</details>`;
}

function parametersHtml(parameters: unknown): string {
  if (!Array.isArray(parameters)) return "";
  const items = parameters.map((parameter: unknown) => {
    const { description, in: place, name } = asObject(parameter);
    return `<li><code>${escaped(name)}</code> (${escaped(place)}) ${escaped(description)}</li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

function contentHtml(content: unknown): string {
  return Object.entries(asObject(content))
    .map(([type, media]) => `<code>${escaped(type)}</code> ${linkTo(asObject(asObject(media)["schema"]))}`)
    .join("<br>");
}

function linkTo({ $ref: reference }: Members): string {
  if (typeof reference !== "string") return "";
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return `<a href="#${escaped(name)}">${escaped(name)}</a>`;
}

function schemaHtml(name: string, schema: unknown): string {
  const text = escaped(JSON.stringify(schema, undefined, 2)).replaceAll(
    /#\/components\/schemas\/([\w.-]+)/g,
    '<a href="#$1">$1</a>',
  );
  // A link that leads into closed details opens them.
  return `<details><summary><code>${escaped(name)}</code></summary><pre id="${escaped(name)}">${text}</pre></details>`;
}

type Members = { readonly [name: string]: unknown };

function asObject(value: unknown): Members {
  return isPlain(value) ? value : {};
}

function escaped(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
code, pre { font: 14px/1.45 ui-monospace, monospace; }
pre { overflow: auto; padding: .75rem; border: 1px solid #8886; border-radius: 6px; }
pre.plain { border: 0; padding: 0; white-space: pre-wrap; font: inherit; }
details { border: 1px solid #8886; border-radius: 6px; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; }
summary code { margin-right: .5rem; }
:target { outline: 2px solid #0b63c4; scroll-margin-top: 3rem; }
td code, li code { overflow-wrap: anywhere; }
@media (min-width: 40rem) { td code { overflow-wrap: break-word; } }
summary b { display: inline-block; min-width: 5rem; }
table { border-collapse: collapse; width: 100%; }
td:first-child { white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-top: 1px solid #8886; }
b.get { color: #0a7d35; } b.post { color: #0b63c4; } b.patch { color: #9a6200; } b.delete { color: #c02626; }
`;
