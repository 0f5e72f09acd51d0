import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml } from '../html.ts';
import type { CaughtMessage, Mailbox } from './mailbox.ts';

/** Nothing that a message holds may run, or load anything. */
const pagePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const messagePolicy = `${pagePolicy}; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation`;

const page = (title: string, body: string): string =>
  `<!DOCTYPE html>
<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title></head>
<body><h1>${escapeHtml(title)}</h1>
${body}
</body></html>
`;

function listPage(messages: readonly CaughtMessage[]): string {
  const rows = messages.map(
    ({ id, receivedAt, subject, to }) =>
      `<tr><td>${receivedAt}</td><td>${escapeHtml(to.join(', '))}</td><td><a href="/messages/${id}/html">${escapeHtml(subject || '(uten emne)')}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th>Mottatt</th><th>Til</th><th>Emne</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  return page(
    'E-post som er fanget opp',
    `<p>E-post fra denne utviklingsmaskinen. Ingenting sendes videre.</p>
${rows.length === 0 ? '<p>Ingen e-post ennå.</p>' : table}`,
  );
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  policy = pagePolicy,
): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

/**
 * Answers a developer's look into the mailbox: `/` for people, `/messages[?to=<address>]` as JSON, newest first, and
 * `/messages/<id>/html` for one message as its reader would see it.
 */
export async function showMailbox(
  mailbox: Mailbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, folder, id, part] = pathname.split('/');
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Only GET\n');
  if (pathname === '/health/ready') return send(response, 200, 'application/json', '{"status":"ready"}');
  if (pathname === '/') return send(response, 200, 'text/html', listPage(await mailbox.list()));
  if (pathname === '/messages') {
    const found = await mailbox.list(searchParams.get('to') ?? undefined);
    return send(response, 200, 'application/json', JSON.stringify({ items: found }));
  }
  const message = folder === 'messages' && part === 'html' && id ? await mailbox.find(id) : undefined;
  if (!message) return send(response, 404, 'text/plain', 'There is no such page\n');
  const shown = message.html ?? page(message.subject, `<pre>${escapeHtml(message.text)}</pre>`);
  send(response, 200, 'text/html', shown, messagePolicy);
}
