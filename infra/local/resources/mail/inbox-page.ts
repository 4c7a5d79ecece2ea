import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from '#local/kernel.ts';
import { listMail, readMail, type StoredMail } from './store-mail.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:1rem}iframe{width:100%;height:32rem;border:1px solid #ccc}
a{color:#0b57d0}dt{font-weight:600}dd{margin:0 0 .4rem}
@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}pre{background:#222}td,th{border-color:#444}a{color:#8ab4f8}}`;

/**
 * The inbox as a web page under `basePath` (no slash at its end): the list, `/<messageId>` one message,
 * `/messages[?to=&limit=]` and `/messages/<messageId>` as JSON. Mail is shown without scripts and without remote content.
 */
export function mailInboxHandler(
  platform: Platform,
  basePath = '/mail',
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname;
    const segments = path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    const to = url.searchParams.get('to') ?? undefined;
    const limit = Math.min(Math.max(Number(url.searchParams.get('limit')) || 100, 1), 500);
    const filter = { limit, ...(to ? { to } : {}) };
    const [first, second] = segments;
    if (first === undefined) return sendPage(response, 200, listPage(await listMail(platform, filter), basePath, to));
    if (first === 'messages' && second === undefined)
      return sendJson(response, 200, { messages: await listMail(platform, filter) });
    const mail = await readMail(platform, first === 'messages' ? (second ?? '') : first);
    if (first === 'messages')
      return mail ? sendJson(response, 200, mail) : sendJson(response, 404, { message: 'There is no such message.' });
    if (!mail)
      return sendPage(
        response,
        404,
        page('Not found', `<p>There is no such message. <a href="${escapeHtml(basePath)}/">Inbox</a></p>`),
      );
    return sendPage(response, 200, messagePage(mail, basePath));
  };
}

function listPage(mails: StoredMail[], basePath: string, to: string | undefined): string {
  const rows = mails.map(
    (mail) =>
      `<tr><td><time datetime="${mail.sentAt}">${mail.sentAt.slice(0, 19).replace('T', ' ')}</time></td><td>${escapeHtml(mail.to.join(', '))}</td>` +
      `<td><a href="${escapeHtml(`${basePath}/${encodeURIComponent(mail.messageId)}`)}">${escapeHtml(mail.subject || '(no subject)')}</a></td></tr>`,
  );
  const search = `<form method="get" action="${escapeHtml(basePath)}/"><label>To <input name="to" type="search" value="${escapeHtml(to ?? '')}"></label> <button>Search</button></form>`;
  const table = `<table><thead><tr><th scope="col">Sent (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page('Inbox', search + (rows.length > 0 ? table : '<p>No mail yet.</p>'));
}

function messagePage(mail: StoredMail, basePath: string): string {
  const attachments = mail.attachments.map(
    (file) => `<li>${escapeHtml(file.name)} (${escapeHtml(file.contentType)}, ${file.bytes} bytes)</li>`,
  );
  const srcdoc = `<base target="_blank">${mail.html ?? ''}`;
  const parts = [
    `<p><a href="${escapeHtml(basePath)}/">Inbox</a></p>`,
    `<dl><dt>From</dt><dd>${escapeHtml(mail.from)}</dd><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd><dt>Sent</dt><dd>${mail.sentAt}</dd></dl>`,
    mail.html
      ? `<iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(srcdoc)}"></iframe>`
      : '',
    mail.text ? `<h2>Text</h2><pre>${linked(mail.text)}</pre>` : '',
    attachments.length > 0 ? `<h2>Attachments</h2><ul>${attachments.join('')}</ul>` : '',
    mail.shortened ? '<p>The message was too long to keep whole; its end is not shown.</p>' : '',
  ];
  return page(mail.subject || '(no subject)', parts.join(''));
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) =>
      index % 2 === 1
        ? `<a href="${escapeHtml(piece)}" target="_blank" rel="noopener noreferrer">${escapeHtml(piece)}</a>`
        : escapeHtml(piece),
    )
    .join('');
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      // A srcdoc frame inherits this policy: no script, nothing fetched from elsewhere.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .end(html);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(JSON.stringify(value));
}
