import { inflateSync } from 'node:zlib';

/**
 * What can be read on each page of a PDF as pdfkit writes it, line by line in the order of drawing: glyphs are turned back into letters by the
 * fonts' own tables, so that a letter without its glyph does not show up here either.
 */
export function pdfPages(bytes: Uint8Array): string[][] {
  const objects = objectsOf(Buffer.from(bytes));
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\n/.test(head));
  return pages.map((page) => {
    const fonts = fontsOf(page, objects);
    return linesOf(objects.get(reference(page.head, 'Contents'))?.stream ?? '', fonts);
  });
}

/** The dictionaries of a PDF as text: its metadata, its structure. */
export function pdfObjects(bytes: Uint8Array): string[] {
  return [...objectsOf(Buffer.from(bytes)).values()].map(({ head }) => head);
}

interface PdfObject {
  head: string;
  /** Inflated. */
  stream: string | undefined;
}

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const text = file.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?<=\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endobj', start);
    const at = text.indexOf('\nstream\n', start);
    const hasStream = at >= 0 && at < end;
    const head = text.slice(start, hasStream ? at : end);
    found.set(match[1] ?? '', { head, stream: hasStream ? inflated(file, at + '\nstream\n'.length, head) : undefined });
  }
  return found;
}

function inflated(file: Buffer, start: number, head: string): string {
  const bytes = file.subarray(start, start + Number(/\/Length (\d+)/.exec(head)?.[1]));
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

function reference(head: string, name: string): string {
  return new RegExp(`/${name} \\[?(\\d+) 0 R`).exec(head)?.[1] ?? '';
}

/** Of each font of a page, the letters of its glyphs. */
function fontsOf(page: PdfObject, objects: Map<string, PdfObject>): Map<string, string[]> {
  const resources = objects.get(reference(page.head, 'Resources'))?.head ?? page.head;
  const names = /\/Font <<([^>]*)>>/.exec(resources)?.[1] ?? '';
  return new Map(
    [...names.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const table = objects.get(reference(objects.get(id)?.head ?? '', 'ToUnicode'))?.stream ?? '';
      const lists = [...table.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g)].map(([, list = '']) => list);
      return [name, [...lists.join(' ').matchAll(/<([^>]*)>/g)].map(([, hex = '']) => utf16(hex))];
    }),
  );
}

function utf16(hex: string): string {
  const units = hex.replace(/\s/g, '').match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

const TOKENS =
  /1 0 0 1 [\d.]+ (?<place>[\d.]+) Tm|\/(?<font>\w+) [\d.]+ Tf|\[(?<shown>[^\]]*)\] TJ|\/ActualText \((?<actual>(?:\\.|[^\\)])*)\)|(?<end>EMC)/gs;

/** Where a span says what its text actually is, that counts, as it does for a reader. */
function linesOf(content: string, fonts: Map<string, string[]>): string[] {
  const lines: string[] = [];
  let [font, height, lastHeight] = ['', '', ''];
  let actual: string | undefined;
  for (const { groups = {} } of content.matchAll(TOKENS)) {
    if (groups.place !== undefined) height = groups.place;
    else if (groups.font !== undefined) font = groups.font;
    else if (groups.actual !== undefined) actual = actualText(groups.actual);
    else if (groups.end !== undefined) actual = undefined;
    else {
      const text = actual ?? lettersOf(groups.shown ?? '', fonts.get(font) ?? []);
      if (actual !== undefined) actual = '';
      if (height === lastHeight) lines.push(`${lines.pop() ?? ''}${text}`);
      else lines.push(text);
      lastHeight = height;
    }
  }
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

function lettersOf(shown: string, letters: readonly string[]): string {
  const glyphs = [...shown.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
  return glyphs.map((glyph) => letters[Number.parseInt(glyph, 16)] ?? '\uFFFD').join('');
}

function actualText(written: string): string {
  const bytes = written.replace(
    /\\(.)/gs,
    (_, char: string) => ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' })[char] ?? char,
  );
  if (!bytes.startsWith('\u00fe\u00ff')) return bytes;
  return utf16(Buffer.from(bytes.slice(2), 'latin1').toString('hex'));
}
