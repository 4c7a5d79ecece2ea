import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Before the first file of a run: two that unpack the browser at once would start one that is half there. */
export default async function unpackBrowser(): Promise<void> {
  if (!process.env.CHROME_PATH && process.platform === 'linux') await bundled.executablePath();
}

/**
 * Not the arguments that come with it: they put a graphics card together on the processor, which takes three times what drawing without
 * one does, and switch off the rules about other origins, by which the journeys are to be judged.
 */
const BUNDLED_ARGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/** The browser of the tests: CHROME_PATH when set, else the one that comes with the dependencies (Linux only). */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.CHROME_PATH;
  if (own) return chromium.launch({ executablePath: own, headless: true });
  if (process.platform !== 'linux')
    throw new Error('The bundled browser runs on Linux only; set CHROME_PATH to a Chrome or Chromium of this machine.');
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    args: BUNDLED_ARGS,
    headless: true,
  });
}
