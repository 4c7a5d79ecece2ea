import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '#local/journeys/launch-browser.ts';
import { readMail } from '#local/resources/mail.ts';
import { codeIn } from '#local/seed/open-account.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { inspectAtBothSizes } from './inspect.ts';
import { SIZES, type Size } from './sizes.ts';
import { sayTimes, timed } from './times.ts';

/** A running platform and a browser for it: one per test file. */
export interface Stage {
  platform: TestPlatform;
  /** Virtual time moves on by this many ms, with all that falls due. */
  advance(ms: number): Promise<void>;
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
  /** Judges the screen as it is now, at both sizes; the findings join `problems()`. With SCREENSHOTS=<folder> its pictures are kept there. */
  inspect(screen: string): Promise<void>;
  close(): Promise<void>;
}

/** How long a journey waits for one thing, real ms: what hangs is ended; what is slow, on a machine that is busy with other files, is not. */
const PATIENCE_MS = 120_000;

let theStage: Stage | undefined;
let isAsked = false;

/**
 * The stage for the tests of this file: opened before them, closed after them; a failed test logs what was on the screens. Journeys that
 * one file plays after each other share it.
 */
export function stageOfThisFile(): () => Stage {
  if (!isAsked) {
    isAsked = true;
    beforeAll(async () => {
      theStage = await timed('start', openStage);
    });
    afterEach(async ({ task }) => {
      if (theStage && task.result?.state === 'fail') console.log(await theStage.screens());
    });
    afterAll(async () => {
      await theStage?.close();
      sayTimes();
    });
  }
  return () => {
    if (!theStage) throw new Error('The stage opens before the first test, not while tests are collected.');
    return theStage;
  };
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
      { afterSeq: mailSeen.get(email) ?? 0, timeoutMs: PATIENCE_MS },
    );
    mailSeen.set(email, record.seq + 1);
    const mail = await readMail(platform.platform, String(record.data.messageId));
    return mail?.text ?? mail?.html;
  };
  return {
    platform,
    advance: (ms) => timed('clock', () => platform.clock.advanceTo(platform.clock.now() + ms)),
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
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  for (const load of ['goto', 'reload'] as const) {
    const original = page[load].bind(page) as (...given: unknown[]) => Promise<never>;
    page[load] = (...given: unknown[]) => timed('page loads', () => original(...given));
  }
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
      found.push(...(await inspectAtBothSizes(page, screen, size, process.env.SCREENSHOTS)));
    },
    close: () => context.close(),
  };
}
