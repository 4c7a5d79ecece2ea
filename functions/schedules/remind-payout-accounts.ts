import { setTableName } from '#data/client.ts';
import { listAccountDeadlines } from '#data/payout.ts';
import { dueAccountReminder } from '#domain/payout-account.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { remindOfAccount } from '#runtime/money/settle-account.ts';

setTableName(() => setting('TABLE_NAME'));

/** Reminds influencers, by day, of what their payout account needs before payouts to them end; answers how many. */
export async function handler(): Promise<{ reminded: number }> {
  const instant = nowMs();
  let reminded = 0;
  for (const account of await listAccountDeadlines()) {
    const deadline = { ...account, remindedDays: account.remindedDays ?? null };
    if (dueAccountReminder(deadline, instant) === undefined) continue;
    // Decided again from what is stored: the index may lag behind.
    if (await remindOfAccount(account.influencerId)) reminded += 1;
  }
  return { reminded };
}
