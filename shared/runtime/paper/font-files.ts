import cyrillicRegular from '@fontsource/inter/files/inter-cyrillic-400-normal.woff?inline';
import cyrillicBold from '@fontsource/inter/files/inter-cyrillic-600-normal.woff?inline';
import cyrillicExtRegular from '@fontsource/inter/files/inter-cyrillic-ext-400-normal.woff?inline';
import cyrillicExtBold from '@fontsource/inter/files/inter-cyrillic-ext-600-normal.woff?inline';
import greekRegular from '@fontsource/inter/files/inter-greek-400-normal.woff?inline';
import greekBold from '@fontsource/inter/files/inter-greek-600-normal.woff?inline';
import greekExtRegular from '@fontsource/inter/files/inter-greek-ext-400-normal.woff?inline';
import greekExtBold from '@fontsource/inter/files/inter-greek-ext-600-normal.woff?inline';
import latinRegular from '@fontsource/inter/files/inter-latin-400-normal.woff?inline';
import latinBold from '@fontsource/inter/files/inter-latin-600-normal.woff?inline';
import latinExtRegular from '@fontsource/inter/files/inter-latin-ext-400-normal.woff?inline';
import latinExtBold from '@fontsource/inter/files/inter-latin-ext-600-normal.woff?inline';
import vietnameseRegular from '@fontsource/inter/files/inter-vietnamese-400-normal.woff?inline';
import vietnameseBold from '@fontsource/inter/files/inter-vietnamese-600-normal.woff?inline';

export type Weight = 'regular' | 'bold';

/** The parts Inter comes in; the first that has a character draws it. */
export const FONT_FILES: readonly (Readonly<Record<Weight, string>> & { part: string })[] = [
  { part: 'latin', regular: latinRegular, bold: latinBold },
  { part: 'latin-ext', regular: latinExtRegular, bold: latinExtBold },
  { part: 'cyrillic', regular: cyrillicRegular, bold: cyrillicBold },
  { part: 'greek', regular: greekRegular, bold: greekBold },
  { part: 'vietnamese', regular: vietnameseRegular, bold: vietnameseBold },
  { part: 'cyrillic-ext', regular: cyrillicExtRegular, bold: cyrillicExtBold },
  { part: 'greek-ext', regular: greekExtRegular, bold: greekExtBold },
];
