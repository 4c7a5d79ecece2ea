import { setTableName } from '#data/client.ts';
import { listAccountDeadlines } from '#data/payout.ts';
import { ACCOUNT_REMINDER_DAYS, dueAccountReminder } from '#domain/payout-account.ts';
import { dueTaxFormReminder, TAX_FORM_REMINDER_DAYS } from '#domain/tax-form.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endOf, remindOfAccount, remindOfTaxForm } from '#runtime/money/settle-account.ts';

setTableName(() => setting('TABLE_NAME'));

/** No reminder comes earlier before the end of anything, ms. */
const LOOKED_AHEAD_MS = (Math.max(...ACCOUNT_REMINDER_DAYS, ...TAX_FORM_REMINDER_DAYS) + 1) * 86_400_000;

/** Reminds influencers, by day, of what their payout account needs before payouts to them end, and of a tax form that ends; answers how many. */
export async function handler(): Promise<{ reminded: number }> {
  const instant = nowMs();
  let reminded = 0;
  for (const account of await listAccountDeadlines(instant + LOOKED_AHEAD_MS)) {
    const { influencerId } = account;
    const deadline = { ...account, remindedDays: account.remindedDays ?? null };
    // Decided again from what is stored: the index may lag behind.
    if (dueAccountReminder(deadline, instant) !== undefined && (await remindOfAccount(influencerId))) reminded += 1;
    if (dueTaxFormReminder(endOf(account), instant) !== undefined && (await remindOfTaxForm(influencerId)))
      reminded += 1;
  }
  return { reminded };
}
