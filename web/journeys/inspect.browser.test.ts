import { expect, it } from 'vitest';
import { launchBrowser } from '#local/journeys/launch-browser.ts';
import { inspectAtBothSizes } from './inspect.ts';
import { SIZES, type Size } from './sizes.ts';

/** Each of its faults shows at one of the sizes only, but for the picture without words. */
const FAULTY = `<!doctype html>
<html lang="en"><head><title>Faults</title><meta name="viewport" content="width=device-width"><style>
  body { background: #fff; color: #000 }
  .pale { color: #ddd }
  .narrow { display: none }
  @media (max-width: 600px) {
    .narrow { display: block }
    .roomy { display: none }
    .bar { position: fixed; inset: 0; background: #eee }
    .wide { width: 457px; height: 5px }
  }
</style></head><body><main>
  <h1>Faults</h1><p class="narrow pale">Pale where it is narrow</p><p class="roomy pale">Pale where there is room</p>
  <img src="data:,"><div class="narrow"><select><option>One</option></select></div>
  <button>Covered where it is narrow</button><div class="wide"></div><div class="bar"></div>
</main></body></html>`;

it.each<Size>(['phone', 'desktop'])('finds what is wrong at either size, from a %s', async (size) => {
  const browser = await launchBrowser();
  const page = await browser.newPage(SIZES[size]);
  await page.setContent(FAULTY);
  const found = await inspectAtBothSizes(page, 'screen', size);
  expect(page.viewportSize()).toEqual(SIZES[size].viewport);
  await browser.close();
  for (const fault of [
    /^screen on a phone: axe color-contrast: .*where it is narrow/,
    /^screen on a phone: axe image-alt/,
    /^screen on a phone: axe select-name/,
    /^screen on a phone: <button>Covered where it is narrow<\/button> lies under <div class="bar">/,
    /^screen on a phone: the page is \d+ px wider than the screen/,
    /^screen on a desktop: axe color-contrast: .*where there is room/,
    /^screen on a desktop: axe image-alt/,
  ])
    expect(found).toContainEqual(expect.stringMatching(fault));
  expect(found.filter((one) => /desktop: (?!axe (color-contrast|image-alt))/.test(one))).toEqual([]);
});

/** Pale, as what is shown until an answer comes; how long that takes is said to nobody. */
const BUSY = `<!doctype html>
<html lang="en"><head><title>Busy</title><meta name="viewport" content="width=device-width"></head><body><main>
  <h1>Busy</h1><p aria-busy="true" style="color: #ddd; background: #fff">Found before</p>
  <script>
    const found = document.querySelector('p');
    let frames = 0;
    const next = () => {
      if (++frames < 40) return requestAnimationFrame(next);
      found.removeAttribute('aria-busy');
      found.style.color = '#000';
    };
    next();
  </script>
</main></body></html>`;

it('judges a busy screen once it has become quiet', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage(SIZES.phone);
  await page.setContent(BUSY);
  expect(await inspectAtBothSizes(page, 'screen', 'phone')).toEqual([]);
  await browser.close();
});
