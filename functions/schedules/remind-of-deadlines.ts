import { setTableName } from '#data/client.ts';
import { listEndingOffers } from '#data/offer.ts';
import { listAccountDeadlines } from '#data/payout.ts';
import { OFFER_REMINDER_HOURS } from '#domain/offer-reminder.ts';
import { ACCOUNT_REMINDER_DAYS, dueAccountReminder } from '#domain/payout-account.ts';
import { dueTaxFormReminder, TAX_FORM_REMINDER_DAYS } from '#domain/tax-form.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endOf, remindOfAccount, remindOfTaxForm } from '#runtime/money/settle-account.ts';
import { remindOfOffer } from '#runtime/remind-of-offer.ts';

setTableName(() => setting('TABLE_NAME'));

/** No reminder comes earlier before the end of anything, ms. */
const LOOKED_AHEAD_MS = (Math.max(...ACCOUNT_REMINDER_DAYS, ...TAX_FORM_REMINDER_DAYS) + 1) * 86_400_000;

/** From this hour on (UTC) reminders that name a day are given: late enough that a mail is read on that day, in Europe and America. */
const DAYS_FROM_HOUR = 13;
/** How many hours a reminder of an offer may come late before it is no longer given: as many runs may fail. */
const LATE_HOURS = 6;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Reminds, every hour, whose turn it is in a negotiation that it ends soon; and influencers, by day, of what their payout account needs before payouts to them end, and of a tax form that ends. Answers how many. */
export async function handler(): Promise<{ reminded: number }> {
  const instant = nowMs();
  const ofOffers = await remindOfOffers(instant);
  const isTimeForDays = Math.floor((instant % DAY_MS) / HOUR_MS) >= DAYS_FROM_HOUR;
  return { reminded: ofOffers + (isTimeForDays ? await remindOfAccounts(instant) : 0) };
}

async function remindOfOffers(instant: number): Promise<number> {
  let reminded = 0;
  for (const hours of OFFER_REMINDER_HOURS) {
    const untilMs = instant + hours * HOUR_MS;
    for (const live of await listEndingOffers(isoOf(untilMs - LATE_HOURS * HOUR_MS), isoOf(untilMs)))
      if (await remindOfOffer(live)) reminded += 1;
  }
  return reminded;
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
