import type { EventDraft } from '#contract/events.ts';
import { type Change, createOrReplace, replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { BankPayouts, bankPayoutRef, type PayoutAccountItem, PayoutAccounts, payoutAccountRef } from '#data/payout.ts';
import type { Currency } from '#domain/currencies.ts';
import { isRefused } from '#domain/decision.ts';
import { money } from '#domain/money.ts';
import {
  type AccountFacts,
  type BankPayoutStatus,
  daysUntil,
  dueAccountReminder,
  isOutdated,
  payoutStatusOf,
  sameAccount,
} from '#domain/payout-account.ts';
import { dueTaxFormReminder, formOf, givenOnAfter, lastDayOf, taxFormStatus } from '#domain/tax-form.ts';
import { isoOf, msOf } from '../clock.ts';
import { systemCommitContext } from '../system-commit.ts';

const DAY_MS = 86_400_000;

type Cause = { correlationId?: string };

/** What must be written when the provider says something new about an account; undefined when it says the same. */
export function planAccount(
  before: PayoutAccountItem | undefined,
  account: { influencerId: string; accountId: string; country: string },
  facts: AccountFacts,
  nowIso: string,
): { account: PayoutAccountItem; changes: Change[]; event: EventDraft } | undefined {
  const { influencerId, accountId, country } = account;
  const taxForm = taxFormAfter(before, facts, { country, nowIso });
  if (before && sameAccount(before, facts) && before.taxFormOn === taxForm.taxFormOn) return undefined;
  const isSameDeadline = before?.requirementsDueAtMs === facts.requirementsDueAtMs;
  const next: PayoutAccountItem = {
    ...{ influencerId, accountId, country },
    ...facts,
    ...payoutStatusOf(facts),
    ...(isSameDeadline && before.remindedDays !== undefined ? { remindedDays: before.remindedDays } : {}),
    ...taxForm,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? nowIso,
    updatedAt: nowIso,
  };
  return {
    account: next,
    changes: [createOrReplace(PayoutAccounts, before, next)],
    event: {
      type: 'PayoutAccountChanged',
      aggregateId: influencerId,
      seq: next.version,
      partition: partitions.influencer(influencerId),
      data: {
        ...{ influencerId, status: next.status, payable: next.payable },
        was: before?.status ?? null,
        newlyDue: next.requirementsDue.filter((wanted) => !before?.requirementsDue.includes(wanted)),
        requirementsDue: next.requirementsDue,
        dueAt: next.requirementsDueAtMs === null ? null : isoOf(next.requirementsDueAtMs),
        disabledReason: next.disabledReason,
      },
    },
  };
}

type KeptTaxForm = Pick<PayoutAccountItem, 'taxFormOn' | 'taxFormEndsAtMs' | 'taxFormRemindedDays'>;

/** What is kept of the tax form: when it was given and when it ends, and of what was reminded while it is still the same one. */
function taxFormAfter(
  before: PayoutAccountItem | undefined,
  facts: AccountFacts,
  { country, nowIso }: { country: string; nowIso: string },
): KeptTaxForm {
  const taxFormOn = givenOnAfter(before, facts, nowIso.slice(0, '2026-11-20'.length));
  if (taxFormOn === undefined) return {};
  if (before?.taxFormOn === taxFormOn) {
    const { taxFormEndsAtMs, taxFormRemindedDays } = before;
    return {
      taxFormOn,
      ...(taxFormEndsAtMs === undefined ? {} : { taxFormEndsAtMs }),
      ...(taxFormRemindedDays === undefined ? {} : { taxFormRemindedDays }),
    };
  }
  const lastDay = lastDayOf(formOf(country), taxFormOn);
  return { taxFormOn, ...(lastDay === null ? {} : { taxFormEndsAtMs: msOf(`${lastDay}T00:00:00Z`) + DAY_MS }) };
}

/** Reminds an influencer that their W-8 ends, once for each reminder. */
export async function remindOfTaxForm(influencerId: string): Promise<boolean> {
  const context = systemCommitContext();
  const { nowMs, nowIso } = context;
  const outcome = await commit(context, {
    reads: { account: payoutAccountRef(influencerId) },
    decide: ({ account }) => {
      const days = account && dueTaxFormReminder(endOf(account), nowMs);
      if (!account || days === undefined) return { changes: [], answer: { status: 200, body: false } };
      const { form, validUntil } = taxFormStatus(account, nowIso.slice(0, '2026-11-20'.length));
      return {
        changes: [replace(PayoutAccounts, account, { ...account, taxFormRemindedDays: days, updatedAt: nowIso })],
        event: {
          type: 'TaxFormEndingSoon',
          aggregateId: influencerId,
          seq: account.version + 1,
          partition: partitions.influencer(influencerId),
          data: {
            ...{ influencerId, form, validUntil: validUntil ?? '' },
            daysLeft: daysUntil(account.taxFormEndsAtMs ?? nowMs, nowMs),
          },
        },
        answer: { status: 200, body: true },
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Reminding of a tax form was refused: ${outcome.refused}.`);
  return outcome.body;
}

/** When the form of an account ends, and the last reminder of it. */
export function endOf({ taxFormEndsAtMs, taxFormRemindedDays }: KeptTaxForm) {
  return { endMs: taxFormEndsAtMs ?? null, remindedDays: taxFormRemindedDays ?? null };
}

/** Reminds an influencer that something is wanted of them by an instant, once for each reminder. */
export async function remindOfAccount(influencerId: string): Promise<boolean> {
  const context = systemCommitContext();
  const { nowMs, nowIso } = context;
  const outcome = await commit(context, {
    reads: { account: payoutAccountRef(influencerId) },
    decide: ({ account }) => {
      const deadline = account && { ...account, remindedDays: account.remindedDays ?? null };
      const days = deadline && dueAccountReminder(deadline, nowMs);
      const untilMs = account?.requirementsDueAtMs ?? null;
      if (!account || days === undefined || untilMs === null)
        return { changes: [], answer: { status: 200, body: false } };
      const { requirementsDue, version } = account;
      const after = { ...account, remindedDays: days, updatedAt: nowIso };
      return {
        changes: [replace(PayoutAccounts, account, after)],
        event: {
          type: 'PayoutDetailsDueSoon',
          aggregateId: influencerId,
          seq: version + 1,
          partition: partitions.influencer(influencerId),
          data: { influencerId, requirementsDue, dueAt: isoOf(untilMs), daysLeft: daysUntil(untilMs, nowMs) },
        },
        answer: { status: 200, body: true },
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Reminding of a payout account was refused: ${outcome.refused}.`);
  return outcome.body;
}

/**
 * Brings an influencer's payout account in line with what the provider says now. `ask` comes after our own reading, every time: of two webhooks at once the
 * slower one cannot write back what it heard first.
 */
export async function settleAccount(
  influencerId: string,
  accountId: string,
  ask: () => Promise<AccountFacts>,
  cause: Cause,
): Promise<void> {
  const context = systemCommitContext(cause);
  const outcome = await commit(context, {
    reads: { account: payoutAccountRef(influencerId) },
    more: ({ account }) => (account?.accountId === accountId ? ask() : Promise.resolve(undefined)),
    decide: ({ account }, facts) => {
      const planned = account && facts ? planAccount(account, account, facts, context.nowIso) : undefined;
      return {
        changes: planned?.changes ?? [],
        ...(planned ? { event: planned.event } : {}),
        answer: { status: 200, body: {} },
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Settling a payout account was refused: ${outcome.refused}.`);
}

/** What the provider says about a payout to a bank. */
export interface BankPayoutFacts {
  payoutId: string;
  currency: Currency;
  amountMinor: number;
  status: BankPayoutStatus;
  failureCode: string | null;
  arrivalAtMs: number;
  createdAtMs: number;
}

/** Records where a payout to an influencer's bank stands; one that was paid may still fail. */
export async function settleBankPayout(influencerId: string, facts: BankPayoutFacts, cause: Cause): Promise<void> {
  const context = systemCommitContext(cause);
  const { payoutId, currency, amountMinor, status, failureCode } = facts;
  const createdAt = isoOf(facts.createdAtMs);
  const arrivalOn = isoOf(facts.arrivalAtMs).slice(0, 10);
  const told = { influencerId, payoutId, currency, amountMinor, status, failureCode, arrivalOn, createdAt };
  const outcome = await commit(context, {
    reads: { before: bankPayoutRef(influencerId, createdAt, payoutId) },
    decide: ({ before }) => {
      const answer = { status: 200, body: {} };
      if (before && isOutdated(before.status, status)) return { changes: [], answer };
      if (before?.status === status && before.failureCode === failureCode) return { changes: [], answer };
      const returned = status === 'failed' && before?.status === 'paid';
      const payout = {
        ...told,
        ...(returned || before?.returned ? { returned: true } : {}),
        ...(status === 'failed' ? { failedAt: before?.failedAt ?? context.nowIso } : {}),
      };
      return {
        changes: [createOrReplace(BankPayouts, before, payout)],
        event: {
          type: 'BankPayoutChanged',
          aggregateId: payoutId,
          seq: (before?.version ?? 0) + 1,
          partition: partitions.influencer(influencerId),
          data: { influencerId, payoutId, status, amount: money(amountMinor, currency), failureCode, returned },
        },
        answer,
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Recording a bank payout was refused: ${outcome.refused}.`);
}
