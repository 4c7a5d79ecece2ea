/** What the inbox shows of a raw message. */
export interface ParsedMime {
  from: string;
  to: string[];
  subject: string;
  text?: string;
  html?: string;
  attachments: { name: string; contentType: string; bytes: number }[];
}

interface Part {
  headers: Map<string, string>;
  body: Buffer;
}

const MAX_DEPTH = 8;

/** Reads an RFC 5322 message: the first text and HTML part, and what is attached; unknown encodings are taken as they are. */
export function parseMime(raw: Buffer): ParsedMime {
  const message = splitPart(raw);
  const parsed: ParsedMime = {
    from: decodeWords(message.headers.get('from') ?? ''),
    to: ['to', 'cc', 'bcc'].flatMap((name) => splitAddresses(decodeWords(message.headers.get(name) ?? ''))),
    subject: decodeWords(message.headers.get('subject') ?? ''),
    attachments: [],
  };
  collect(message, parsed, 0);
  return parsed;
}

function collect(part: Part, parsed: ParsedMime, depth: number): void {
  const contentType = part.headers.get('content-type') ?? 'text/plain';
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const boundary = parameterOf(contentType, 'boundary');
  if (mediaType.startsWith('multipart/') && boundary && depth < MAX_DEPTH) {
    for (const inner of splitMultipart(part.body, boundary)) collect(splitPart(inner), parsed, depth + 1);
    return;
  }
  const body = decodeTransfer(part.body, part.headers.get('content-transfer-encoding') ?? '7bit');
  const disposition = part.headers.get('content-disposition') ?? '';
  const name = parameterOf(disposition, 'filename') ?? parameterOf(contentType, 'name');
  const attached = disposition.toLowerCase().startsWith('attachment') || !mediaType.startsWith('text/');
  if (attached) parsed.attachments.push({ name: name ?? 'unnamed', contentType: mediaType, bytes: body.length });
  else if (mediaType === 'text/html') parsed.html ??= body.toString('utf8');
  else parsed.text ??= body.toString('utf8');
}

function splitPart(raw: Buffer): Part {
  const text = raw.toString('latin1');
  const gap = /\r?\n\r?\n/.exec(text);
  const end = gap ? gap.index : text.length;
  const headers = new Map<string, string>();
  const head = raw
    .subarray(0, end)
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ');
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: raw.subarray(gap ? end + gap[0].length : end) };
}

function splitMultipart(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1');
  return text
    .split(`--${boundary}`)
    .slice(1)
    .filter((chunk) => !chunk.startsWith('--'))
    .map((chunk) => Buffer.from(chunk.replace(/^\r?\n/, '').replace(/\r?\n$/, ''), 'latin1'));
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  return encoding.toLowerCase() === 'quoted-printable'
    ? quotedPrintable(body.toString('latin1').replace(/=\r?\n/g, ''))
    : body;
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?[^?]+\?([BbQq])\?([^?]*)\?=/g, (_all, kind: string, data: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64').toString('utf8')
        : quotedPrintable(data.replace(/_/g, ' ')).toString('utf8'),
    );
}

function parameterOf(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header);
  return found?.[1]?.trim();
}

/** The addresses of a header, commas in quoted names left alone. */
export function splitAddresses(header: string): string[] {
  return (header.match(/(?:"[^"]*"|[^,])+/g) ?? [])
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

/** The bare address of 'Name <address>', in lower case. */
export function bareAddress(address: string): string {
  return (/<([^>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase();
}
