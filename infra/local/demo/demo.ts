import { startForTests } from '../testing.ts';
import { eur, playCampaign, type StoryStep, Storyteller } from './story.ts';

/** Plays one campaign in the terminal on a platform of its own, and ends with the ledger statement. Exits 1 when it does not balance. */
const startedAt = performance.now();
console.log('Starting a platform of its own (data in a temporary folder) …');
const running = await startForTests();
console.log(`Ready after ${seconds(startedAt)}.\n`);
let ok = false;
try {
  ok = await play();
} catch (error) {
  console.error(`\nThe story broke off: ${(error as Error).message}`);
} finally {
  await running.stop();
}
process.exit(ok ? 0 : 1);

async function play(): Promise<boolean> {
  const { platform } = running;
  const story = new Storyteller({
    apiBase: running.urls.api,
    platform,
    stripeUrl: `http://127.0.0.1:${running.providerPorts.stripe}`,
    tell: printStep,
  });
  const { ledger } = await playCampaign(story);
  console.log('\nLedger statement of the brand, oldest first\n');
  for (const entry of [...ledger.items].reverse()) {
    console.log(`${entry.occurredAt.slice(0, 16).replace('T', ' ')}  ${entry.kind}`);
    for (const line of entry.lines)
      console.log(`    ${line.account.padEnd(40)} ${eur(line.amount).padStart(12)}   holds ${eur(line.balance)}`);
  }
  console.log('\nBalances');
  for (const { account, balance } of ledger.balances)
    console.log(`    ${account.padEnd(40)} ${eur(balance).padStart(12)}`);
  const balanced = ledger.totals.every((total: { amountMinor: number }) => total.amountMinor === 0);
  console.log(
    `    ${'sum'.padEnd(40)} ${ledger.totals.map(eur).join(' ').padStart(12)}   ${balanced ? 'it balances' : 'IT DOES NOT BALANCE'}`,
  );
  console.log(`\nFrom sign-up to payout in ${seconds(startedAt)} of real time.`);
  return balanced;
}

function printStep({ who, what, status, money, tookMs }: StoryStep): void {
  const short = what.replace(/_[0-9A-HJKMNP-TV-Z]{20}([0-9A-HJKMNP-TV-Z]{6})/g, '_…$1');
  console.log(
    `${who.padEnd(11)}${short.padEnd(64)} ${String(status ?? '').padEnd(4)}${`${tookMs.toFixed(0)} ms`.padStart(8)}  ${money}`,
  );
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
