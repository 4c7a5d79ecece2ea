import { describe, expect, it } from 'vitest';
import type { Paper } from '#domain/paper.ts';
import { pdfObjects, pdfPages } from '#testing/pdf-text.ts';
import { breakLines } from './break-lines.ts';
import { renderPaper } from './render-paper.ts';

const AT = new Date('2026-11-20T12:00:00.000Z');
const paper = (edit: Partial<Paper> = {}): Paper => ({
  kind: 'Invoice',
  number: 'ACC-2026-000001',
  sender: 'Accord',
  facts: [{ name: 'Number', value: 'ACC-2026-000001' }],
  parties: [{ role: 'To', lines: ['Glow Labs', 'Germany'] }],
  columns: ['Description', 'Amount (EUR)'],
  rows: [{ text: 'Content', amount: 'EUR 950.00' }],
  total: { text: 'Total', amount: 'EUR 950.00' },
  breakdown: [{ text: 'of which platform fee', amount: 'EUR 95.00' }],
  notes: ['No tax is shown.'],
  ...edit,
});
const named = (name: string) => paper({ parties: [{ role: 'To', lines: [name] }] });
const textOf = async (written: Paper) =>
  pdfPages(await renderPaper(written, AT))
    .flat()
    .join('\n');

describe('a paper', () => {
  it('holds every part in the order of reading, and its number and page at the foot', async () => {
    const [page] = pdfPages(await renderPaper(paper(), AT));
    expect(page).toEqual([
      'Accord',
      'Invoice ACC-2026-000001',
      'To',
      'Glow Labs',
      'Germany',
      'Number',
      'ACC-2026-000001',
      'DescriptionAmount (EUR)',
      'ContentEUR 950.00',
      'TotalEUR 950.00',
      'of which platform feeEUR 95.00',
      'No tax is shown.',
      'Accord · Invoice ACC-2026-000001Page 1 of 1',
    ]);
  });

  it('is the same bytes each time, and other bytes for another text or date', async () => {
    const first = Buffer.from(await renderPaper(paper(), AT));
    expect(first.equals(await renderPaper(paper(), AT))).toBe(true);
    expect(first.equals(await renderPaper(paper({ notes: ['Other.'] }), AT))).toBe(false);
    expect(first.equals(await renderPaper(paper(), new Date(1)))).toBe(false);
    expect(first.toString('latin1')).toContain('(D:20261120120000Z)');
  });

  it('says what it is, in which language, and which part of it is heading and table', async () => {
    const objects = pdfObjects(await renderPaper(paper(), AT)).join('\n');
    expect(objects).toMatch(/^\(Invoice ACC-2026-000001\)$/m);
    expect(objects).toContain('/Lang (en)');
    expect(objects).toContain('/Marked true');
    for (const kind of ['Document', 'H1', 'P', 'Table', 'TR', 'TH', 'TD'])
      expect(objects).toMatch(new RegExp(`/S /${kind}\\b`));
  });
});

describe('a table longer than a page', () => {
  const rows = Array.from({ length: 120 }, (_, index) => ({
    text: `Line ${index + 1}.`,
    amount: `EUR ${index + 1}.00`,
  }));

  it('goes on under its head, with no row lost, twice or split, and the total beside the last', async () => {
    const pages = pdfPages(await renderPaper(paper({ rows }), AT));
    expect(pages.length).toBeGreaterThan(3);
    const written = pages.flatMap((page) => page.filter((line) => line.startsWith('Line ')));
    expect(written).toEqual(rows.map(({ text, amount }) => text + amount));
    for (const [index, page] of pages.entries()) {
      expect(page.filter((line) => line === 'DescriptionAmount (EUR)')).toHaveLength(1);
      expect(page.at(-1)).toBe(`Accord · Invoice ACC-2026-000001Page ${index + 1} of ${pages.length}`);
    }
    const last = pages.at(-1) ?? [];
    expect(last.indexOf('TotalEUR 950.00') - last.indexOf('Line 120.EUR 120.00')).toBe(1);
  });

  it.each([22, 23, 24, 25, 26, 27, 28])('never begins a page with the total (%i rows)', async (count) => {
    const pages = pdfPages(await renderPaper(paper({ rows: rows.slice(0, count) }), AT));
    const withTotal = pages.find((page) => page.includes('TotalEUR 950.00')) ?? [];
    expect(withTotal).toContain(`Line ${count}.EUR ${count}.00`);
    expect(withTotal).toContain('of which platform feeEUR 95.00');
  });
});

describe('names of people', () => {
  it.each(['Łukasz Żółć', 'José Ångström', 'Nguyễn Thị Ánh', 'Иван Жуков', 'Ελένη Παππά', 'Şule Çağlar', '₹ € zł'])(
    'are written letter by letter: %s',
    async (name) => {
      expect(await textOf(named(name))).toContain(`To\n${name}\n`);
    },
  );

  it('are composed before they are written', async () => {
    expect(await textOf(named('Jose\u0301'))).toContain('To\nJosé\n');
  });

  it('become boxes, and keep their text, where the typeface has no letters', async () => {
    const text = await textOf(named('日本 Glow 👍'));
    expect(text).toContain('To\n日本\n Glow \n👍\n');
    expect(text).toContain('A box stands for a letter');
    expect(await textOf(named('What?'))).not.toContain('A box stands for a letter');
  });

  it('cannot break a line or hide in it', async () => {
    expect(await textOf(named('Glow\r\nLabs\u0000\u202e\ud800'))).toContain('To\nGlow Labs\n');
  });
});

it('breaks lines at spaces, and a word only when it is wider than a line', () => {
  const width = (line: string) => line.length;
  expect(breakLines('to be or not', 5, width)).toEqual(['to be', 'or', 'not']);
  expect(breakLines('a wonderful day', 4, width)).toEqual(['a', 'wond', 'erfu', 'l', 'day']);
  expect(breakLines('', 4, width)).toEqual(['']);
});
