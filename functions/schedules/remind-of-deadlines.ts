import { setTableName } from '#data/client.ts';
import { listRightsEnding } from '#data/deed.ts';
import { listEndingOffers } from '#data/offer.ts';
import { listAccountDeadlines } from '#data/payout.ts';
import { OFFER_REMINDER_HOURS } from '#domain/offer-reminder.ts';
import { ACCOUNT_REMINDER_DAYS, dueAccountReminder } from '#domain/payout-account.ts';
import { remindedRange } from '#domain/rights-ledger.ts';
import { dueTaxFormReminder, TAX_FORM_REMINDER_DAYS } from '#domain/tax-form.ts';
import { isoOf, msOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endOf, remindOfAccount, remindOfTaxForm } from '#runtime/money/settle-account.ts';
import { remindOfOffer } from '#runtime/remind-of-offer.ts';
import { remindOfRights } from '#runtime/remind-of-rights.ts';
import { tellModerators } from '#runtime/tell-moderators.ts';

setTableName(() => setting('TABLE_NAME'));

/** No reminder comes earlier before the end of anything, ms. */
const LOOKED_AHEAD_MS = (Math.max(...ACCOUNT_REMINDER_DAYS, ...TAX_FORM_REMINDER_DAYS) + 1) * 86_400_000;

/** From this hour on (UTC) reminders that name a day are given: late enough that a mail is read on that day, in Europe and America. */
const DAYS_FROM_HOUR = 13;
/** How many hours a reminder of an offer may come late before it is no longer given: as many runs may fail. */
const LATE_HOURS = 6;
const HOUR_MS = 3_600_000;

/** Reminds, every hour, whose turn it is in a negotiation that it ends soon; and influencers, by day, of what their payout account needs before payouts to them end, and of a tax form that ends, and both sides of rights of use that end. Tells moderators of what has waited for them for a day. Answers how many. */
export async function handler(): Promise<{ reminded: number }> {
  const instant = nowMs();
  const ofOffers = await remindOfOffers(instant);
  // Instants count from a midnight in UTC.
  const hour = Math.floor((instant % (24 * HOUR_MS)) / HOUR_MS);
  // What waits for moderators is not told by day, so that it takes the hours that are left.
  const next = hour < DAYS_FROM_HOUR ? tellModerators : OF_DAYS[(hour - DAYS_FROM_HOUR) % OF_DAYS.length];
  return { reminded: ofOffers + ((await next?.(instant)) ?? 0) };
}

/** What is reminded of by day, one in each hour in turn: so a run that finds nothing to do has read two lists, and one that fails is made up for several times that day. */
const OF_DAYS = [remindOfAccounts, remindOfAllRights] as const;

async function remindOfAllRights(instant: number): Promise<number> {
  let reminded = 0;
  for (const deed of await listRightsEnding(remindedRange(instant))) if (await remindOfRights(deed)) reminded += 1;
  return reminded;
}

async function remindOfOffers(instant: number): Promise<number> {
  let reminded = 0;
  const from = Math.min(...OFFER_REMINDER_HOURS) - LATE_HOURS;
  const ending = await listEndingOffers(
    isoOf(instant + from * HOUR_MS),
    isoOf(instant + Math.max(...OFFER_REMINDER_HOURS) * HOUR_MS),
  );
  for (const live of ending) if (isRemindedNow(live, instant) && (await remindOfOffer(live))) reminded += 1;
  return reminded;
}

/** Whether a reminder of an offer is due, or was so few hours ago that it is still given. */
function isRemindedNow({ expiresAt }: { expiresAt: string }, instant: number): boolean {
  const leftHours = (msOf(expiresAt) - instant) / HOUR_MS;
  return OFFER_REMINDER_HOURS.some((hours) => leftHours <= hours && leftHours > hours - LATE_HOURS);
}

async function remindOfAccounts(instant: number): Promise<number> {
  let reminded = 0;
  for (const account of await listAccountDeadlines(instant + LOOKED_AHEAD_MS)) {
    const { influencerId } = account;
    const deadline = { ...account, remindedDays: account.remindedDays ?? null };
    // Decided again from what is stored: the index may lag behind.
    if (dueAccountReminder(deadline, instant) !== undefined && (await remindOfAccount(influencerId))) reminded += 1;
    if (dueTaxFormReminder(endOf(account), instant) !== undefined && (await remindOfTaxForm(influencerId)))
      reminded += 1;
  }
  return reminded;
}
