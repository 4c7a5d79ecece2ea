import type { Paper } from '#domain/paper.ts';
import { keepObject } from '#platform/archive.ts';
import { setting } from '../config.ts';
import { sha256Base64, sha256Hex } from '../hash.ts';

/** Prints a paper as of a date and keeps it under a name made of the hash of its bytes, so that no file ever takes the place of another. */
export async function keepPaper(
  paper: Paper,
  date: Date,
  keyOf: (sha256: string) => string,
): Promise<{ key: string; sha256: string; sizeBytes: number }> {
  // Typesetter and fonts are more than all the rest: a delivery that finds the PDF made does not load them.
  const { renderPaper } = await import('./render-paper.ts');
  const body = await renderPaper(paper, date);
  const sha256 = sha256Hex(body);
  const key = keyOf(sha256);
  await keepObject(setting('FILES_BUCKET'), key, { body, contentType: 'application/pdf', sha256: sha256Base64(body) });
  return { key, sha256, sizeBytes: body.length };
}
