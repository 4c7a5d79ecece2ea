import { parseArgs } from 'node:util';
import { CURRENCY_EXPONENTS } from '#domain/currencies.ts';
import { totalsOf } from '#domain/ledger.ts';
import { nowMs } from '#runtime/clock.ts';
import { beginLedgerCheck, checkLedgerPart, type LedgerCheckPosition } from '#runtime/money/check-ledger-part.ts';
import { withLocalTable } from './local-table.ts';

const helpText = `Rebuilds every balance of every workspace from its ledger and compares it with what is shown.

  npm run ledger:check -- [options]

  --data <folder>   the folder of a local platform, running or not (default .local)
  --help            this text

It prints what the accounts hold by name and currency, and OK or what is wrong, the first bad entry first. The exit code is 1 when anything is.`;

const { values } = parseArgs({ options: { data: { type: 'string', default: '.local' }, help: { type: 'boolean' } } });
try {
  if (values.help) console.log(helpText);
  else process.exitCode = await withLocalTable(values.data, check);
} catch (error) {
  console.error(`ledger:check: ${(error as Error).message}`);
  process.exitCode = 1;
}

/** Answers the exit code. */
async function check(): Promise<number> {
  let position = beginLedgerCheck(nowMs());
  while (position.phase !== 'done') position = await checkLedgerPart(position);
  return report(position);
}

function report({ sums, problems, problemCount, ...counts }: LedgerCheckPosition): number {
  const amountOf = (currency: keyof typeof CURRENCY_EXPONENTS, amountMinor: number) =>
    `${(amountMinor / 10 ** CURRENCY_EXPONENTS[currency]).toFixed(CURRENCY_EXPONENTS[currency])} ${currency}`.padStart(
      20,
    );
  console.log(`${counts.workspaceCount} workspaces, ${counts.campaignCount} campaigns, ${counts.entryCount} entries\n`);
  for (const total of totalsOf(sums)) {
    const own = sums.filter(({ currency }) => currency === total.currency);
    for (const { account, currency, amountMinor } of [...own, { account: 'sum', ...total }])
      console.log(`  ${account.padEnd(16)}${amountOf(currency, amountMinor)}`);
  }
  if (problemCount === 0) {
    console.log('\nOK: every entry is as it was written, and every balance is what the entries make it.');
    return 0;
  }
  console.log(
    `\n${problemCount} ${problemCount === 1 ? 'thing is' : 'things are'} wrong, the first bad entry first:\n`,
  );
  for (const { workspaceId, campaignId, entryId, account, problem } of problems)
    console.log(
      `  ${[entryId, account].filter(Boolean).join(' ')} ${problem} (${[workspaceId, campaignId].filter(Boolean).join(', ')})`,
    );
  return 1;
}
