import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Outcome, simulate } from './simulate.ts';

/** A line of the product that keeps money safe, and what stands there when somebody takes it away. */
export interface Guard {
  /** What it keeps from happening. */
  keeps: string;
  file: string;
  from: string;
  to: string;
  /** A seed that notices when it is gone; others are tried where a change has made another story of it. */
  seed: number;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Guards of the commit, of the domain and of the steps that move money, each with a seed that misses it. */
export const GUARDS: readonly Guard[] = [
  {
    keeps: 'a repeated request from having a second effect',
    file: 'shared/data/commit.ts',
    from: "ConditionExpression: 'attribute_not_exists(pk) OR expiresAtMs <= :now',",
    to: "ConditionExpression: 'attribute_not_exists(pk) OR expiresAtMs > :now',",
    seed: 136,
  },
  {
    keeps: 'a repeat from being decided anew',
    file: 'shared/data/commit.ts',
    from: '    if (replay) {',
    to: '    if (replay && false) {',
    seed: 2,
  },
  {
    keeps: 'a used key from answering another request',
    file: 'shared/data/commit.ts',
    from: 'if (item.requestHash !== context.idempotency?.requestHash)',
    to: 'if (item.requestHash === undefined)',
    seed: 1,
  },
  {
    keeps: 'a conflict from failing a request',
    file: 'shared/data/commit.ts',
    from: "new Set(['TransactionConflict', ",
    to: 'new Set([',
    seed: 7,
  },
  {
    keeps: 'an item from being replaced that has changed since it was read',
    file: 'shared/data/change.ts',
    from: "    item: entity.toItem(value),\n    when: [{ path: 'version', is: '=', value: before.version }],",
    to: "    item: entity.toItem(value),\n    when: [{ path: 'pk', is: 'present' }],",
    seed: 13,
  },
  {
    keeps: 'a campaign from promising more than its budget',
    file: 'shared/data/budget.ts',
    from: "[{ path: 'remainingMinor', is: '>=', value: price.amountMinor }]",
    to: "[{ path: 'pk', is: 'present' }]",
    seed: 5,
  },
  {
    keeps: 'a transfer under way from being left alone',
    file: 'shared/domain/release.ts',
    from: "  if (hold.status === 'releasing') return { do: 'release' };\n",
    to: '',
    seed: 26,
  },
  {
    keeps: 'a transfer from being booked twice',
    file: 'shared/runtime/money/release-hold.ts',
    from: "(hold, by, payment, customer) => {\n      if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;\n      const cause = { ...by, action: 'PaymentReleased'",
    to: "(hold, by, payment, customer) => {\n      const cause = { ...by, action: 'PaymentReleased'",
    seed: 20,
  },
  {
    keeps: 'a dispute’s verdict from being booked twice',
    file: 'shared/runtime/money/settle-payment.ts',
    from: "if (known === dispute.status || (known !== undefined && dispute.status === 'open')) return undefined;",
    to: '',
    seed: 5,
  },
  {
    keeps: 'a forged webhook from being believed',
    file: 'shared/providers/stripe-signature.ts',
    from: 'return isNear && matches.includes(true);',
    to: 'return matches.length > 0;',
    seed: 1,
  },
];

/** As many seeds are tried for a guard as this, its own first: another story may have taken its place. */
const MOST_SEEDS = 120;

/** What notices that a guard is gone; undefined when nothing does. */
export async function findMissed(guard: Guard): Promise<{ outcome: Outcome; play: typeof simulate } | undefined> {
  const play = await simulatorWithout(guard);
  for (const seed of [guard.seed, ...Array.from({ length: MOST_SEEDS }, (_, index) => index + 1)]) {
    const outcome = await play(seed);
    if (outcome.broken) return { outcome, play };
  }
  return undefined;
}

/** The simulator on a product without one guard; throws when the guard is no longer where it was. */
async function simulatorWithout({ file, from, to }: Guard): Promise<typeof simulate> {
  const whole = readFileSync(join(ROOT, file), 'utf8');
  if (whole.split(from).length !== 2)
    throw new Error(
      `${file} does not have this guard once: ${from}\nSay in shared/testing/simulator/guards.ts what stands there now.`,
    );
  const folder = join(ROOT, '.build/simulator');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${process.pid}-${performance.now()}.mjs`);
  await build({
    entryPoints: [join(ROOT, 'shared/testing/simulator/simulate.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'without-guard',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (relative(ROOT, path).replaceAll('\\', '/') !== file) return undefined;
            return { contents: whole.replace(from, () => to), loader: 'ts', resolveDir: dirname(path) };
          });
        },
      },
    ],
  });
  try {
    const module = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { simulate: typeof simulate };
    return module.simulate;
  } finally {
    rmSync(outfile, { force: true });
  }
}
