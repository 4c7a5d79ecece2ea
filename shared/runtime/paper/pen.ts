import type PDFDocument from 'pdfkit';
import { breakLines } from './break-lines.ts';
import type { Weight } from './font-files.ts';
import { Fonts } from './fonts.ts';

export interface Style {
  /** Points. */
  size: number;
  weight: Weight;
  color: string;
}

/** Where a block of lines stands, in points from the top left of the page. */
export interface Place {
  x: number;
  y: number;
  width: number;
  align?: 'right';
}

/** Height of a line and width and height of a mark, in parts of the size of the letters. */
const LEADING = 1.45;
const MARK = { width: 0.66, box: 0.54, height: 0.74, inner: 0.58 };

type Structure = PDFKit.PDFStructureElement;

/** Writes text on the pages of a document, each letter in the font that has it, and says in the document's structure what it is. */
export class Pen {
  readonly doc: InstanceType<typeof PDFDocument>;
  readonly #fonts: Fonts;
  /** Whether a box stands for a letter somewhere. */
  hasMarks = false;

  constructor(doc: InstanceType<typeof PDFDocument>) {
    this.doc = doc;
    this.#fonts = new Fonts(doc as never);
  }

  /** The lines of a text within a width. */
  linesOf(text: string, width: number, style: Style): string[] {
    return breakLines(plain(text), width, (line) => this.#widthOf(line, style));
  }

  heightOf(lines: readonly string[], { size }: Style): number {
    return lines.length * size * LEADING;
  }

  /** Writes lines one below the other. */
  write(lines: readonly string[], place: Place, style: Style): void {
    for (const [index, line] of lines.entries()) {
      const offset = place.align === 'right' ? place.width - this.#widthOf(line, style) : 0;
      this.#writeLine(line, place.x + offset, place.y + index * style.size * LEADING, style);
    }
  }

  /** What `draw` draws is content of that kind (`P`, `TD`), read after what its parent holds already. */
  content(parent: Structure, kind: string, draw: () => void): void {
    const content = this.doc.markStructureContent(kind);
    draw();
    this.doc.endMarkedContent();
    const element = this.doc.struct(kind, {}, [content]);
    parent.add(element);
    element.end();
  }

  /** What `draw` draws is decoration, which a screen reader passes over. */
  decoration(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** A JPEG at the right end of a box, as large as fits: decoration, since the paper names its parties in words. */
  picture(jpeg: Uint8Array, { x, y, width, height }: { x: number; y: number; width: number; height: number }): void {
    const options = { fit: [width, height] as [number, number], align: 'right' as const };
    this.decoration(() => this.doc.image(Buffer.from(jpeg), x, y, options));
  }

  rule(x: number, y: number, width: number, color: string, thickness = 0.75): void {
    this.decoration(() =>
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(thickness)
        .stroke(color),
    );
  }

  #widthOf(line: string, { size, weight }: Style): number {
    return this.#fonts
      .runsOf(line, weight)
      .reduce((sum, { font, text, marks }) => sum + this.#runWidth(font, text, marks, size), 0);
  }

  #runWidth(font: string | null, text: string, marks: number, size: number): number {
    if (font === null) return marks * MARK.width * size;
    return this.doc.font(font).fontSize(size).widthOfString(text);
  }

  #writeLine(line: string, x: number, y: number, style: Style): void {
    const { size, color } = style;
    let at = x;
    for (const { font, text, marks } of this.#fonts.runsOf(line, style.weight)) {
      if (font === null) this.#mark(text, marks, at, y, style);
      else this.doc.font(font).fontSize(size).fillColor(color).text(text, at, y, { lineBreak: false });
      at += this.#runWidth(font, text, marks, size);
    }
  }

  /** Boxes where no font has the letters; what is copied or read aloud is the text itself, for which a glyph has to be in the box. */
  #mark(text: string, marks: number, x: number, y: number, { size, color }: Style): void {
    this.hasMarks = true;
    const [inner] = this.#fonts.runsOf('?', 'regular');
    this.doc.markContent('Span', { actual: text });
    this.doc
      .font(inner?.font ?? '')
      .fontSize(MARK.inner * size)
      .fillColor(color);
    const inset = (MARK.width * size - this.doc.widthOfString('?')) / 2;
    for (let index = 0; index < marks; index++) {
      const left = x + index * MARK.width * size;
      this.doc
        .rect(left + ((MARK.width - MARK.box) / 2) * size, y + 0.25 * size, MARK.box * size, MARK.height * size)
        .lineWidth(0.06 * size)
        .stroke(color)
        .text('?', left + inset, y + 0.27 * size, { lineBreak: false });
    }
    this.doc.endMarkedContent();
  }
}

/** Text of people as one line of composed letters without anything that only controls. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\t\r\n\f\v\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}
