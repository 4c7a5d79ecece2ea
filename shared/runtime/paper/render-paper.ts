import PDFDocument from 'pdfkit';
import type { Paper } from '#domain/paper.ts';
import { Pen, type Style } from './pen.ts';

type Structure = PDFKit.PDFStructureElement;

/** A4 with its margins, points. */
const PAGE = { width: 595.28, height: 841.89, left: 56, right: 56, top: 56, bottom: 84 };
const INNER = PAGE.width - PAGE.left - PAGE.right;
const END = PAGE.height - PAGE.bottom;
const AMOUNT_WIDTH = 130;
const GAP = 16;
/** The column of the parties, and of the names of the facts; an id fits on one line beside them. */
const PARTY_WIDTH = 196;
const FACT_WIDTH = 88;

/** The most a logo takes. */
const LOGO = { width: 150, height: 44 };

const INK = '#16201d';
const SOFT = '#55605c';
const ACCENT = '#14463c';
const LINE = '#d9d6cd';

const BRAND: Style = { size: 13, weight: 'bold', color: ACCENT };
const TITLE: Style = { size: 22, weight: 'bold', color: INK };
const BODY: Style = { size: 9.5, weight: 'regular', color: INK };
const STRONG: Style = { ...BODY, weight: 'bold' };
const TOTAL: Style = { size: 11.5, weight: 'bold', color: INK };
const SECTION: Style = { size: 11, weight: 'bold', color: INK };
const LABEL: Style = { size: 8.5, weight: 'regular', color: SOFT };
const HEAD: Style = { size: 8.5, weight: 'bold', color: SOFT };

const MARKS_NOTE =
  'A box stands for a letter that the typeface of this document does not have; copied text holds the letter itself.';

/** A paper being written: how far down the page it has come, and what its structure is. */
interface Sheet {
  paper: Paper;
  pen: Pen;
  root: Structure;
  y: number;
}

/**
 * A paper as a tagged PDF on A4 pages, `writtenAt` as its date of creation. The same paper and date give the same bytes on the same runtime.
 */
export function renderPaper(paper: Paper, writtenAt: Date): Promise<Uint8Array> {
  const doc = createDocument(paper, writtenAt);
  const bytes = collect(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const sheet: Sheet = { paper, pen: new Pen(doc), root, y: PAGE.top };
  writeHead(sheet);
  writeFacts(sheet);
  writeTable(sheet);
  writeSections(sheet);
  writeNotes(sheet);
  root.end();
  writeFooters(sheet);
  doc.end();
  return bytes;
}

function createDocument({ kind, number, sender }: Paper, writtenAt: Date): InstanceType<typeof PDFDocument> {
  return new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    // None to begin with: pdfkit's own default lies beside its files, which a bundle does not have.
    font: '',
    info: {
      Title: `${kind} ${number}`,
      Author: sender,
      Subject: `${kind} issued by ${sender}`,
      Creator: sender,
      Producer: 'pdfkit',
      CreationDate: writtenAt,
      ModDate: writtenAt,
    },
  });
}

function collect(doc: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

function writeHead(sheet: Sheet): void {
  const { pen, root, paper } = sheet;
  if (paper.logo) pen.picture(paper.logo, { x: PAGE.width - PAGE.right - LOGO.width, y: PAGE.top - 12, ...LOGO });
  paragraph(sheet, paper.sender, BRAND, 14);
  const lines = pen.linesOf(`${paper.kind} ${paper.number}`, INNER, TITLE);
  pen.content(root, 'H1', () => pen.write(lines, { x: PAGE.left, y: sheet.y, width: INNER }, TITLE));
  sheet.y += pen.heightOf(lines, TITLE) + 14;
}

/** Who and whom on the left, the facts on the right. */
function writeFacts(sheet: Sheet): void {
  const { pen, root, paper } = sheet;
  const top = sheet.y;
  for (const { role, lines } of paper.parties) {
    paragraph(sheet, role, LABEL, 1, PARTY_WIDTH);
    for (const [index, line] of lines.entries()) paragraph(sheet, line, index === 0 ? STRONG : BODY, 0, PARTY_WIDTH);
    sheet.y += 12;
  }
  const bottom = sheet.y;
  sheet.y = top;
  const x = PAGE.left + PARTY_WIDTH + GAP;
  for (const { name, value } of paper.facts) {
    const width = INNER - PARTY_WIDTH - GAP - FACT_WIDTH;
    const [label, lines] = [[name], pen.linesOf(value, width, BODY)];
    pen.content(root, 'P', () => {
      pen.write(label, { x, y: sheet.y + 0.7, width: FACT_WIDTH }, LABEL);
      pen.write(lines, { x: x + FACT_WIDTH, y: sheet.y, width }, BODY);
    });
    sheet.y += pen.heightOf(lines, BODY) + 3;
  }
  sheet.y = Math.max(bottom, sheet.y) + 10;
}

function writeTable(sheet: Sheet): void {
  const { pen, root, paper } = sheet;
  const { columns, rows, total, breakdown } = paper;
  const table = pen.doc.struct('Table');
  root.add(table);
  row(sheet, table, columns, HEAD, 'TH');
  rule(sheet, INK);
  // The total never stands alone on a page, nor without what it is made of.
  const end = 30 + breakdown.length * 24;
  for (const [index, { text, amount }] of rows.entries()) {
    const height = pen.heightOf(pen.linesOf(text, textWidth(), BODY), BODY) + 9;
    if (breakPage(sheet, index === rows.length - 1 ? height + end : height)) repeatHead(sheet);
    row(sheet, table, [text, amount], BODY, 'TD');
    rule(sheet, LINE);
  }
  row(sheet, table, [total.text, total.amount], TOTAL, 'TD');
  rule(sheet, INK);
  for (const { text, amount } of breakdown) row(sheet, table, [text, amount], { ...BODY, color: SOFT }, 'TD');
  table.end();
  sheet.y += 18;
}

function row(sheet: Sheet, table: Structure, cells: readonly [string, string], style: Style, kind: 'TH' | 'TD'): void {
  const { pen } = sheet;
  const element = pen.doc.struct('TR');
  table.add(element);
  const y = sheet.y + 5;
  const lines = pen.linesOf(cells[0], textWidth(), style);
  pen.content(element, kind, () => pen.write(lines, { x: PAGE.left, y, width: textWidth() }, style));
  pen.content(element, kind, () => pen.write([cells[1]], amountPlace(y), style));
  element.end();
  sheet.y = y + pen.heightOf(lines, style) + 4;
}

/** The head of the table again on a further page, for the eye only: the structure has it once. */
function repeatHead(sheet: Sheet): void {
  const { pen, paper } = sheet;
  const y = sheet.y + 5;
  pen.decoration(() => {
    pen.write([paper.columns[0]], { x: PAGE.left, y, width: textWidth() }, HEAD);
    pen.write([paper.columns[1]], amountPlace(y), HEAD);
  }, 'Pagination');
  sheet.y = y + pen.heightOf([''], HEAD) + 4;
  rule(sheet, INK);
}

function writeSections(sheet: Sheet): void {
  const { pen, root, paper } = sheet;
  for (const { heading, paragraphs } of paper.sections ?? []) {
    const lines = pen.linesOf(heading, INNER, SECTION);
    // A heading never stands alone at the end of a page.
    breakPage(sheet, pen.heightOf(lines, SECTION) + 4 + pen.heightOf(['', ''], BODY));
    pen.content(root, 'H2', () => pen.write(lines, { x: PAGE.left, y: sheet.y, width: INNER }, SECTION));
    sheet.y += pen.heightOf(lines, SECTION) + 4;
    for (const text of paragraphs) paragraph(sheet, text, BODY, 4);
    sheet.y += 8;
  }
}

function writeNotes(sheet: Sheet): void {
  const notes = sheet.pen.hasMarks ? [...sheet.paper.notes, MARKS_NOTE] : sheet.paper.notes;
  for (const note of notes) paragraph(sheet, note, { ...BODY, color: SOFT }, 6);
}

/** On every page, once it is known how many there are. */
function writeFooters({ pen, paper }: Sheet): void {
  const { start, count } = pen.doc.bufferedPageRange();
  const y = PAGE.height - 48;
  for (let index = 0; index < count; index++) {
    pen.doc.switchToPage(start + index);
    pen.rule(PAGE.left, y - 10, INNER, LINE);
    pen.decoration(() => {
      pen.write([`${paper.sender} · ${paper.kind} ${paper.number}`], { x: PAGE.left, y, width: INNER }, LABEL);
      pen.write([`Page ${index + 1} of ${count}`], { x: PAGE.left, y, width: INNER, align: 'right' }, LABEL);
    }, 'Pagination');
  }
}

/** A paragraph at the left edge, on the next page when this one has no room for it. */
function paragraph(sheet: Sheet, text: string, style: Style, after: number, width = INNER): void {
  const { pen, root } = sheet;
  const lines = pen.linesOf(text, width, style);
  breakPage(sheet, pen.heightOf(lines, style));
  pen.content(root, 'P', () => pen.write(lines, { x: PAGE.left, y: sheet.y, width }, style));
  sheet.y += pen.heightOf(lines, style) + after;
}

/** Begins a page when what comes next is higher than what is left; says whether it did. */
function breakPage(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= END) return false;
  sheet.pen.doc.addPage();
  sheet.y = PAGE.top;
  return true;
}

function rule({ pen, y }: Sheet, color: string): void {
  pen.rule(PAGE.left, y, INNER, color);
}

function textWidth(): number {
  return INNER - AMOUNT_WIDTH - GAP;
}

function amountPlace(y: number) {
  return { x: PAGE.left + INNER - AMOUNT_WIDTH, y, width: AMOUNT_WIDTH, align: 'right' } as const;
}
