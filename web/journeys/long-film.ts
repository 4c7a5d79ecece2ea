import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { filmOf } from '#testing/film.ts';
import type { Visitor } from './browser.ts';

/** Beyond what one form takes: thirteen parts. */
const FILM_BYTES = 104 * 1024 * 1024;
const NAME = 'a long day.mp4';

/** The part that a request to the store sends; undefined for any other request. */
function partIn(address: string): number | undefined {
  const number = new URL(address).searchParams.get('partNumber');
  return number === null ? undefined : Number(number);
}

/** A creator hands in a film that is too long for one request, logs out while it is sent, comes back by `logInAgain`, and goes on with it. */
export async function handInLongFilm(creator: Visitor, logInAgain: () => Promise<void>): Promise<void> {
  const { page } = creator;
  const folder = await mkdtemp(join(tmpdir(), 'accord-film-'));
  const file = join(folder, NAME);
  await writeFile(file, filmOf({ spareBytes: FILM_BYTES - filmOf().length }));
  const sendsIt = async () => {
    await page.getByRole('button', { name: /Hand in content/ }).click();
    await page.getByLabel('Files', { exact: true }).setInputFiles(file);
  };
  // From the fifth part on nothing gets through.
  await page.route(
    (url) => (partIn(url.href) ?? 0) > 4,
    () => new Promise(() => undefined),
  );
  await sendsIt();
  await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 4 / 13 - 0.001);
  await creator.inspect('long film on its way');

  await page.getByRole('button', { name: /Your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await logInAgain();
  // Not before: what was held would be sent on.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const sent: number[] = [];
  page.on('request', (request) => {
    const number = request.method() === 'PUT' ? partIn(request.url()) : undefined;
    if (number !== undefined) sent.push(number);
  });
  await page.getByRole('button', { name: /Hand in content/ }).click();
  // What it is called is nobody's to read who uses this browser after its owner.
  await page.getByText('A film of 109.1 MB was not sent to its end.').waitFor();
  await creator.inspect('long film that was interrupted');
  await page.getByLabel('Files', { exact: true }).setInputFiles(file);
  await page.getByText('Ready', { exact: true }).waitFor();
  expect(sent.sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(await page.getByRole('list', { name: 'Unfinished films' }).count()).toBe(0);
  // A frame of it, as large as it was drawn and seen.
  await page.waitForFunction(() =>
    [...document.images].some(({ naturalWidth, alt }) => naturalWidth === 160 && alt === ''),
  );
  await creator.inspect('long film that arrived');
  await page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByText('Waiting for review').waitFor();
  await page.locator('video[poster^="http"]').waitFor();
  await creator.inspect('long film that waits for review');
  await rm(folder, { recursive: true });
}
