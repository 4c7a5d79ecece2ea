import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { SIZES, type Size } from './sizes.ts';
import { timed } from './times.ts';

/**
 * Judges a screen at both sizes, first at the one it is used at, where it is left: serious and critical axe findings, sideways scrolling,
 * controls that cannot be pressed. Keeps a picture of each in the folder, where one is given. A screen that is busy with what comes next,
 * and pale until then, is waited for.
 */
export async function inspectAtBothSizes(page: Page, screen: string, size: Size, folder?: string): Promise<string[]> {
  const found: string[] = [];
  await page.locator('[aria-busy="true"]:not(button)').filter({ visible: true }).first().waitFor({ state: 'hidden' });
  for (const at of size === 'phone' ? (['phone', 'desktop'] as const) : (['desktop', 'phone'] as const)) {
    if (at !== size) await resize(page, at);
    if (folder)
      await page.screenshot({ path: join(folder, `${screen.replaceAll(' ', '-')}.${at}.png`), fullPage: true });
    const problems = [
      ...(at === size ? await judge(page, rulesOff(MILD)) : await judgeWhatOnlyThisSizeShows(page)),
      ...(await page.evaluate(findOutOfReach)),
      ...(await page.evaluate(findTooWide, SIZES[at].viewport.width)),
    ];
    found.push(...problems.map((problem) => `${screen} on a ${at}: ${problem}`));
  }
  // Whatever comes next waits until what it presses stands still.
  await page.setViewportSize(SIZES[size].viewport);
  return found;
}

/** Ends when the screen has been laid out at that size. */
async function resize(page: Page, size: Size): Promise<void> {
  await page.evaluate(rememberWhatIsShown);
  await page.setViewportSize(SIZES[size].viewport);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Rules whose findings are minor or moderate: nobody is told of them. */
const MILD = [
  ...['aria-allowed-role', 'aria-deprecated-role', 'empty-heading', 'empty-table-header', 'form-field-multiple-labels'],
  ...['heading-order', 'html-xml-lang-mismatch', 'image-redundant-alt', 'landmark-banner-is-top-level'],
  ...['landmark-contentinfo-is-top-level', 'landmark-main-is-top-level', 'landmark-no-duplicate-banner'],
  ...['landmark-no-duplicate-contentinfo', 'landmark-no-duplicate-main', 'landmark-one-main', 'landmark-unique'],
  ...[
    'meta-viewport',
    'meta-viewport-large',
    'no-autoplay-audio',
    'page-has-heading-one',
    'presentation-role-conflict',
  ],
  ...['region', 'scope-attr-valid', 'server-side-image-map', 'skip-link', 'table-duplicate-name'],
];
/** What takes half of axe's time. */
const CONTRAST = 'color-contrast';

const rulesOff = (rules: readonly string[]) => ({
  rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])),
});

/** Colours are the same at both sizes: only what the other size did not show is looked at for them. */
async function judgeWhatOnlyThisSizeShows(page: Page): Promise<string[]> {
  const found = await judge(page, rulesOff([...MILD, CONTRAST]));
  if (!(await page.evaluate(markWhatIsNew))) return found;
  const inColour = await judge(page, { runOnly: [CONTRAST] }, '[data-only-here]');
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('[data-only-here]')) one.removeAttribute('data-only-here');
  });
  return [...found, ...inColour];
}

async function judge(page: Page, options: object, part?: string): Promise<string[]> {
  // A page without frames needs no second page to put its parts together, and knows the judge from the first time on.
  const isAlone = page.frames().length === 1;
  const isKnown = isAlone && (await page.evaluate(() => 'axe' in window));
  // A frame without any rights shows somebody's file and lets no script in: it would be waited for in vain.
  const axe = new AxeBuilder({ page, ...(isKnown ? { axeSource: 'void 0' } : {}) })
    .exclude('iframe[sandbox]')
    .options({ resultTypes: ['violations'], ...options })
    .setLegacyMode(isAlone);
  if (part) axe.include(part);
  const { violations } = await timed('axe', () => axe.analyze());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html ?? ''}`);
}

type Remembering = Window & { shownBefore?: WeakSet<Element> };

/** Runs in the page. */
function rememberWhatIsShown(): void {
  const shown = [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility());
  (window as Remembering).shownBefore = new WeakSet(shown);
}

/** Runs in the page: marks what was not shown before, its outermost elements; answers whether there is any. */
function markWhatIsNew(): boolean {
  const before = (window as Remembering).shownBefore;
  const isNew = (one: Element | null) => one !== null && !before?.has(one) && one.checkVisibility();
  const outermost = [...document.body.querySelectorAll('*')].filter((one) => isNew(one) && !isNew(one.parentElement));
  for (const one of outermost) one.setAttribute('data-only-here', '');
  return outermost.length > 0;
}

/** Runs in the page: what makes it wider than the screen. A phone would show the page smaller instead of scrolling, so the window's own width says nothing. */
function findTooWide(width: number): string[] {
  const tooWide = document.documentElement.scrollWidth - width;
  if (tooWide <= 0) return [];
  const over = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1);
  const last = over.at(-1)?.outerHTML.slice(0, 160) ?? '';
  return [`the page is ${tooWide} px wider than the screen, at ${last}`];
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
