import { FONT_FILES, type Weight } from './font-files.ts';

/** A stretch of text that one font draws; `font` is null where no font has the characters and marks stand for them. */
export interface Run {
  font: string | null;
  text: string;
  /** How many marks, for a run without a font. */
  marks: number;
}

/** What of pdfkit's document the fonts need; `_font.font` is fontkit's, the only one who knows which characters there are. */
interface FontHost {
  registerFont(name: string, source: Buffer): unknown;
  font(name: string): unknown;
}
interface OpenedFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Letters as people see them, each with its accents. */
export function lettersOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

/** Finds for each letter the part of the typeface that has it, and opens a part only when a letter asks for it. */
export class Fonts {
  readonly #host: FontHost;
  readonly #opened = new Map<string, OpenedFont>();
  readonly #fontOfLetter = new Map<string, string | null>();

  constructor(host: FontHost) {
    this.#host = host;
  }

  /** The runs of a line of text, left to right. */
  runsOf(text: string, weight: Weight): Run[] {
    const runs: Run[] = [];
    for (const letter of lettersOf(text)) {
      const font = this.#fontOf(letter, weight);
      const last = runs.at(-1);
      const marks = font === null ? 1 : 0;
      if (last && last.font === font) Object.assign(last, { text: last.text + letter, marks: last.marks + marks });
      else runs.push({ font, text: letter, marks });
    }
    return runs;
  }

  #fontOf(letter: string, weight: Weight): string | null {
    const key = `${weight} ${letter}`;
    const known = this.#fontOfLetter.get(key);
    if (known !== undefined) return known;
    const codePoints = [...letter].map((char) => char.codePointAt(0) ?? 0);
    const found = FONT_FILES.find((file) => {
      const font = this.#open(file.part, file[weight], weight);
      return codePoints.every((codePoint) => font.hasGlyphForCodePoint(codePoint));
    });
    const name = found ? nameOf(found.part, weight) : null;
    this.#fontOfLetter.set(key, name);
    return name;
  }

  #open(part: string, dataUrl: string, weight: Weight): OpenedFont {
    const name = nameOf(part, weight);
    const known = this.#opened.get(name);
    if (known) return known;
    this.#host.registerFont(name, fontBytes(dataUrl));
    this.#host.font(name);
    const { font } = (this.#host as unknown as { _font: { font: OpenedFont } })._font;
    this.#opened.set(name, font);
    return font;
  }
}

/** The bytes of a font in the bundle. */
export function fontBytes(dataUrl: string): Buffer {
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}

function nameOf(part: string, weight: Weight): string {
  return `${part}-${weight}`;
}
