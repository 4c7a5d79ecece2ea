import { type AwsAnswer, AwsError } from '#local/kernel.ts';

/** An element with text, or with elements inside. */
export type XmlNode = [name: string, content: string | number | boolean | XmlNode[]];

/** A whole document. */
export function xmlDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"')}`;
}

/** A successful answer with a document. */
export function xmlAnswer(root: XmlNode): AwsAnswer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xmlDocument(root) };
}

/** S3's error document; HEAD answers carry none. Anything but an AwsError is thrown on. */
export function errorAnswer(error: unknown, method: string): AwsAnswer {
  if (!(error instanceof AwsError)) throw error;
  if (error.status === 304) return { status: 304, headers: { ...(error.extra as Record<string, string>) } };
  const fields = Object.entries(error.extra).map(([name, value]): XmlNode => [name, String(value)]);
  const nodes: XmlNode[] = [['Code', error.code], ['Message', error.message], ...fields];
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${render(['Error', nodes], '')}`;
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    ...(method === 'HEAD' ? {} : { body }),
  };
}

/** The texts of every element of a name, entities decoded; a request's documents are flat enough for that. */
export function textsOf(xml: string, name: string): string[] {
  return elementsOf(xml, name).map(decode);
}

/** The inside of every element of a name, as it stands. */
export function elementsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (match) => match[1] ?? '',
  );
}

function render([name, content]: XmlNode, attributes: string): string {
  const inside = Array.isArray(content) ? content.map((node) => render(node, '')).join('') : encode(String(content));
  return `<${name}${attributes}>${inside}</${name}>`;
}

function encode(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function decode(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (all, decimal?: string, hex?: string, name?: string) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    return hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : (names[name ?? ''] ?? all);
  });
}
