import { hash } from 'node:crypto';
import type { OpenApiDocument, OpenApiOperation } from './openApi.ts';

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.15rem; border-top: 1px solid #ccc; padding-top: 1rem; }
code, pre { font: .875rem/1.45 ui-monospace, monospace; background: #f3f3f3; border-radius: 3px; }
code { padding: .1rem .3rem; } pre { padding: .75rem; overflow-x: auto; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; }
a { color: #00499c; } nav ul { columns: 2; } summary { cursor: pointer; margin: .5rem 0; }
`;

/** A page that shows an OpenAPI document to people: made once, with no script and nothing fetched from elsewhere. */
export function docsPage(document: OpenApiDocument): {
  readonly html: string;
  readonly contentSecurityPolicy: string;
} {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const links = operations.map(
    ({ operation: { operationId, summary } }) =>
      `<li><a href="#${operationId}">${operationId}</a> ${escaped(summary)}</li>`,
  );
  const title = escaped(document.info.title);
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1><p>${prose(document.info.description)}</p>
<p>For machines: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
<nav><ul>${links.join('\n')}</ul></nav>
<main>${operations.map(section).join('\n')}</main></body></html>
`;
  return {
    html,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  };
}

function section(shown: {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
}): string {
  const { method, operation, path } = shown;
  const { description, operationId, parameters, requestBody, responses, summary } = operation;
  const parameterRows = parameters.map(({ name, in: place, required, description: about = '', schema }) => [
    `<code>${name}</code>`,
    `${place}${required ? ', required' : ''}`,
    about === '' ? `<code>${escaped(JSON.stringify(schema))}</code>` : escaped(about),
  ]);
  const responseRows = Object.entries(responses).map(([status, { description: about }]) => [
    status,
    prose(about),
  ]);
  return `<section id="${operationId}"><h2>${operationId}</h2>
<p><code>${method.toUpperCase()} ${escaped(path)}</code></p><p>${escaped(summary)}. ${escaped(description)}</p>
${table(parameterRows)}
${requestBody === undefined ? '' : schemaOf('Body', requestBody.content)}
${table(responseRows)}
${Object.values(responses)
  .slice(0, 1)
  .map((answer) => schemaOf('Answer', (answer as { readonly content?: object }).content ?? {}))
  .join('')}
</section>`;
}

function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return rows.length === 0 ? '' : `<table>${cells.join('')}</table>`;
}

function schemaOf(title: string, content: object): string {
  const [media] = Object.values(content) as readonly { readonly schema?: object }[];
  if (media?.schema === undefined) return `<p>${title}: a file, ${Object.keys(content).join(' or ')}</p>`;
  return `<details><summary>${title}</summary><pre>${escaped(JSON.stringify(media.schema, null, 2))}</pre></details>`;
}

/** Text in which backticks mark code. */
function prose(text: string): string {
  return escaped(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
