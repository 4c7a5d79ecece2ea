import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { SIZES, type Size } from './sizes.ts';
import { timed } from './times.ts';

/**
 * Judges a screen at both sizes, first at the one it is used at, where it is left: serious and critical axe findings, sideways scrolling,
 * controls that cannot be pressed. Keeps a picture of each in the folder, where one is given.
 */
export async function inspectAtBothSizes(page: Page, screen: string, size: Size, folder?: string): Promise<string[]> {
  const found: string[] = [];
  for (const at of size === 'phone' ? (['phone', 'desktop'] as const) : (['desktop', 'phone'] as const)) {
    if (at !== size) await resize(page, at);
    if (folder)
      await page.screenshot({ path: join(folder, `${screen.replaceAll(' ', '-')}.${at}.png`), fullPage: true });
    const problems = [
      ...(await timed(at === size ? 'axe' : 'axe, other', () => judge(page))),
      ...(await timed('reach', () => page.evaluate(findOutOfReach))),
      ...(await page.evaluate(() => {
        const tooWide = document.documentElement.scrollWidth - window.innerWidth;
        return tooWide > 0 ? [`the page is ${tooWide} px wider than the screen`] : [];
      })),
    ];
    found.push(...problems.map((problem) => `${screen} on a ${at}: ${problem}`));
  }
  // Whatever comes next waits until what it presses stands still.
  await page.setViewportSize(SIZES[size].viewport);
  return found;
}

/** Ends when the screen has been laid out at that size. */
function resize(page: Page, size: Size): Promise<void> {
  return timed('resize', async () => {
    await page.setViewportSize(SIZES[size].viewport);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  });
}

async function judge(page: Page): Promise<string[]> {
  // Half the time: what is right is not listed, and a page without frames needs no second page to put its parts together.
  const isAlone = page.frames().length === 1;
  // A frame without any rights shows somebody's file and lets no script in: it would be waited for in vain.
  const axe = new AxeBuilder({ page })
    .exclude('iframe[sandbox]')
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(isAlone);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html ?? ''}`);
}

/**
 * Runs in the page: what could be pressed but for something that lies over its middle, even once it is scrolled to. A press at this size
 * would find that; at the size a journey is not played at nothing is pressed.
 */
function findOutOfReach(): string[] {
  const onTop = [...document.querySelectorAll('dialog[open], [role="dialog"], [role="menu"]')].at(-1);
  const [left, top] = [window.scrollX, window.scrollY];
  const found: string[] = [];
  for (const control of (onTop ?? document).querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary',
  )) {
    const isShown = control.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!isShown || control.matches(':disabled') || control.closest('[inert]')) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = control.getClientRects()[0];
    // What is smaller, or clipped away, is there for screen readers or stands behind its label.
    const isForEyes = box && box.width >= 8 && box.height >= 8 && getComputedStyle(control).clipPath === 'none';
    if (!isForEyes) continue;
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const label = hit?.closest('label');
    // A message that comes and goes by itself may lie over anything for a moment.
    if (control.contains(hit) || (label && label.control === control) || hit?.closest('[role="status"]')) continue;
    const over = hit ? `lies under ${hit.outerHTML.slice(0, 120)}` : 'is outside the screen';
    found.push(`${control.outerHTML.slice(0, 120)} ${over}`);
  }
  window.scrollTo({ left, top, behavior: 'instant' });
  return found;
}
