import { type Edit, simulatorWith } from './edited.ts';
import type { Outcome, simulate } from './simulate.ts';

/** A line of the product that keeps money safe, and what stands there when somebody takes it away. */
export interface Guard extends Edit {
  /** What it keeps from happening. */
  keeps: string;
  /** A seed that notices when it is gone; others are tried where a change has made another story of it. */
  seed: number;
}

/** Guards of the commit, of the domain and of the steps that move money, each with a seed that misses it. */
export const GUARDS: readonly Guard[] = [
  {
    keeps: 'a repeated request from having a second effect',
    file: 'shared/data/commit.ts',
    from: "ConditionExpression: 'attribute_not_exists(pk) OR expiresAtMs <= :now',",
    to: "ConditionExpression: 'attribute_not_exists(pk) OR expiresAtMs > :now',",
    seed: 13,
  },
  {
    keeps: 'a repeat from being decided anew',
    file: 'shared/data/commit.ts',
    from: '    if (replay) {',
    to: '    if (replay && false) {',
    seed: 5,
  },
  {
    keeps: 'a used key from answering another request',
    file: 'shared/data/commit.ts',
    from: 'if (item.requestHash !== context.idempotency?.requestHash)',
    to: 'if (item.requestHash === undefined)',
    seed: 2,
  },
  {
    keeps: 'a conflict from failing a request',
    file: 'shared/data/commit.ts',
    from: "new Set(['TransactionConflict', ",
    to: 'new Set([',
    seed: 28,
  },
  {
    keeps: 'an item from being replaced that has changed since it was read',
    file: 'shared/data/change.ts',
    from: "    item: entity.toItem(value),\n    when: [{ path: 'version', is: '=', value: before.version }],",
    to: "    item: entity.toItem(value),\n    when: [{ path: 'pk', is: 'present' }],",
    seed: 22,
  },
  {
    keeps: 'a campaign from promising more than its budget',
    file: 'shared/data/budget.ts',
    from: "[{ path: 'remainingMinor', is: '>=', value: price.amountMinor }]",
    to: "[{ path: 'pk', is: 'present' }]",
    seed: 1,
  },
  {
    keeps: 'a transfer under way from being left alone',
    file: 'shared/domain/release.ts',
    from: "  if (hold.status === 'releasing') return { do: 'release' };\n",
    to: '',
    seed: 53,
  },
  {
    keeps: 'a transfer from being booked twice',
    file: 'shared/runtime/money/release-hold.ts',
    from: "if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;\n      const cause = { ...by, action: 'PaymentReleased'",
    to: "const cause = { ...by, action: 'PaymentReleased'",
    seed: 124,
  },
  {
    keeps: 'a dispute’s verdict from being booked twice',
    file: 'shared/runtime/money/settle-payment.ts',
    from: "if (known === dispute.status || (known !== undefined && dispute.status === 'open')) return undefined;",
    to: '',
    seed: 2,
  },
  {
    keeps: 'a forged webhook from being believed',
    file: 'shared/providers/stripe-signature.ts',
    from: 'return isNear && matches.includes(true);',
    to: 'return matches.length > 0;',
    seed: 1,
  },
  {
    keeps: 'money from leaving that the two sides are at odds about',
    file: 'shared/domain/dispute-parts.ts',
    from: "return { status: 'disputed', partyDisputeId }",
    to: 'return { partyDisputeId }',
    seed: 22,
  },
  {
    keeps: 'a dispute from giving either side more than was decided',
    file: 'shared/domain/dispute-parts.ts',
    from: "    verdicts.set(cut.restId, 'refund');",
    to: "    verdicts.set(cut.restId, 'release');",
    seed: 13,
  },
  {
    keeps: 'more from being ordered back than was paid out',
    file: 'shared/domain/claw-back.ts',
    from: 'asked.currency !== money.currency || asked.amountMinor > leftMinor',
    to: 'asked.currency !== money.currency',
    seed: 55,
  },
  {
    keeps: 'what came back from being spent twice: for the brand and against a loss',
    file: 'shared/runtime/money/claw-back.ts',
    from: 'const reserveMinor = (part.reserveMinor ?? 0) - amountMinor;',
    to: 'const reserveMinor = part.reserveMinor ?? 0;',
    seed: 30,
  },
  {
    keeps: 'a gain or loss of a changed payout in the ledger',
    file: 'shared/runtime/money/exchange-payout.ts',
    from: '  const { givenMinor } = exchange;\n  return planExchanged',
    to: '  const givenMinor = netOf(part);\n  return planExchanged',
    seed: 3,
  },
  {
    keeps: 'the brand from taking back what was handed in, by getting out of the contract',
    file: 'functions/contracts/cancel-contract.ts',
    from: 'if (!decided.rule.may) return refuse(decided.rule.code);',
    to: 'if (!decided.rule.may && state.pieces.length === 0) return refuse(decided.rule.code);',
    seed: 1,
  },
  {
    keeps: 'money from being paid out before the time to object is over that was agreed on',
    file: 'shared/runtime/money/release-facts.ts',
    from: 'objectionHours: objectionHoursOf(contract.terms),',
    to: 'objectionHours: 72,',
    seed: 6,
  },
  {
    keeps: 'a record from having two places in the audit log',
    file: 'shared/runtime/link-audit.ts',
    from: 'return item && !isLinked(item) ?',
    to: 'return item ?',
    seed: 9,
  },
];

/** As many seeds are tried for a guard as this, its own first: another story may have taken its place. */
const MOST_SEEDS = 120;

/** What notices that a guard is gone; undefined when nothing does. */
export async function findMissed(guard: Guard): Promise<{ outcome: Outcome; play: typeof simulate } | undefined> {
  const play = await simulatorWith(guard);
  for (const seed of [guard.seed, ...Array.from({ length: MOST_SEEDS }, (_, index) => index + 1)]) {
    const outcome = await play(seed);
    if (outcome.broken) return { outcome, play };
  }
  return undefined;
}
