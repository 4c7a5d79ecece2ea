import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '#local/journeys/launch-browser.ts';
import { readMail } from '#local/resources/mail.ts';
import { codeIn } from '#local/seed/open-account.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';

/** The two sizes every screen must work at. */
export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const;
export type Size = keyof typeof SIZES;

/** A running platform and a browser for it: one per test file. */
export interface Stage {
  platform: TestPlatform;
  /** Opens a fresh visitor: own cookies, own memory. */
  visit(size: Size): Promise<Visitor>;
  /** The newest code mailed to an address since the last call for it; waits for the mail. */
  mailedCode(email: string): Promise<string>;
  /** The link to a page, with a fragment, in the newest mail to an address since the last call for it; waits for the mail. */
  mailedLink(email: string, page: `/${string}`): Promise<string>;
  /** What every open visitor sees now, for the log of a failed test. */
  screens(): Promise<string>;
  close(): Promise<void>;
}

/** One person at one screen. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  size: Size;
  /** An answer that this journey provokes on purpose, e.g. `400 /auth/confirm`, or `401 *` for any path; the browser reports every refused request as an error. */
  expectRefusal(statusAndPath: string): void;
  /** What went wrong so far: console and page errors, CSP violations, serious or critical axe findings, sideways scrolling. Empty is right. */
  problems(): string[];
  /** Judges the screen as it is now; the findings join `problems()`. With SCREENSHOTS=<folder> its picture is kept there. */
  inspect(screen: string): Promise<void>;
  close(): Promise<void>;
}

/** A stage for the tests of this file: opened before them, closed after them; a failed test logs what was on the screens. */
export function stageOfThisFile(): () => Stage {
  let stage: Stage | undefined;
  const get = (): Stage => {
    if (!stage) throw new Error('The stage opens before the first test, not while tests are collected.');
    return stage;
  };
  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(async ({ task }) => {
    if (stage && task.result?.state === 'fail') console.log(await stage.screens());
  });
  afterAll(async () => {
    await stage?.close();
  });
  return get;
}

/** Starts the platform on free ports and a browser. */
async function openStage(): Promise<Stage> {
  const platform = await startForTests();
  const browser = await launchBrowser();
  const mailSeen = new Map<string, number>();
  const visitors = new Set<Visitor>();
  const newestMail = async (email: string): Promise<string | undefined> => {
    const record = await platform.platform.trace.waitFor(
      ({ kind, data }) => kind === 'mail.sent' && String(data.to).includes(email),
      { afterSeq: mailSeen.get(email) ?? 0, timeoutMs: 10_000 },
    );
    mailSeen.set(email, record.seq + 1);
    const mail = await readMail(platform.platform, String(record.data.messageId));
    return mail?.text ?? mail?.html;
  };
  return {
    platform,
    visit: async (size) => {
      const visitor = await visit(browser, platform.urls.site, size);
      visitors.add(visitor);
      return visitor;
    },
    screens: async () => {
      const screens = await Promise.all([...visitors].filter((one) => !one.page.isClosed()).map(screenOf));
      const failures = platform.platform.trace
        .recent({ kind: 'invoke.end', limit: 200 })
        .filter(({ data }) => data.error)
        .map(({ data }) => `function failed: ${JSON.stringify(data).slice(0, 400)}`);
      return [...screens, ...failures].join('\n');
    },
    mailedCode: async (email) => codeIn(await newestMail(email), email),
    mailedLink: async (email, page) => {
      // Other mails may have come before it.
      for (;;) {
        const text = await newestMail(email);
        const link = text?.split(/\s/).find((word) => word.includes(`${page}#`));
        if (link) return link;
      }
    },
    close: async () => {
      await browser.close();
      await platform.stop();
    },
  };
}

async function screenOf({ page, size, problems }: Visitor): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: 2_000 })
    .catch(() => '(no text)');
  return [`${size} at ${page.url()}`, ...problems(), text.slice(0, 1_500)].join('\n  ');
}

async function visit(browser: Browser, baseURL: string, size: Size): Promise<Visitor> {
  const context = await browser.newContext({
    ...SIZES[size],
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const found: string[] = [];
  // Without a session the page asks once, silently, and is told so.
  const expected = ['401 /auth/refresh'];
  page.on('pageerror', (error) => found.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // The scripts of the judge itself are refused in a frame without any rights, which is what such a frame is for.
    if (/^Blocked script execution in .* because the document's frame is sandboxed/.test(message.text())) return;
    const status = /(?:status of|response code:) (\d{3})/.exec(message.text())?.[1];
    const path =
      /'wss?:\/\/[^/]+(\/[^']*)'/.exec(message.text())?.[1] ?? message.location().url.split('/api/v1')[1] ?? '';
    if (status && expected.some((one) => one === `${status} ${path}` || one === `${status} *`)) return;
    found.push(`console: ${message.text()} (${message.location().url})`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP refused ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return {
    page,
    context,
    size,
    expectRefusal: (statusAndPath) => expected.push(statusAndPath),
    problems: () => [...found],
    inspect: async (screen) => {
      const folder = process.env.SCREENSHOTS;
      if (folder)
        await page.screenshot({ path: join(folder, `${screen.replaceAll(' ', '-')}.${size}.png`), fullPage: true });
      found.push(...(await inspect(page)).map((problem) => `${screen}: ${problem}`));
    },
    close: () => context.close(),
  };
}

async function inspect(page: Page): Promise<string[]> {
  // Half the time: what is right is not listed, and a page without frames needs no second page to put its parts together.
  const isAlone = page.frames().length === 1;
  // A frame without any rights shows somebody's file and lets no script in: it would be waited for in vain.
  const axe = new AxeBuilder({ page })
    .exclude('iframe[sandbox]')
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(isAlone);
  const { violations } = await axe.analyze();
  const problems = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html ?? ''}`);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return tooWide > 0 ? [...problems, `the page is ${tooWide} px wider than the screen`] : problems;
}
