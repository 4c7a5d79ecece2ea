import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openTable, setTable } from '#data/client.ts';
import { CURRENCY_EXPONENTS } from '#domain/currencies.ts';
import { totalsOf } from '#domain/ledger.ts';
import { type Engine, startEngine } from '#local/engine.ts';
import { stateTable } from '#local/store.ts';
import { nowMs } from '#runtime/clock.ts';
import { beginLedgerCheck, checkLedgerPart, type LedgerCheckPosition } from '#runtime/money/check-ledger-part.ts';

const helpText = `Rebuilds every balance of every workspace from its ledger and compares it with what is shown.

  npm run ledger:check -- [options]

  --data <folder>   the folder of a local platform, running or not (default .local)
  --help            this text

It prints what the accounts hold by name and currency, and OK or what is wrong, the first bad entry first. The exit code is 1 when anything is.`;

const { values } = parseArgs({ options: { data: { type: 'string', default: '.local' }, help: { type: 'boolean' } } });
try {
  if (values.help) console.log(helpText);
  else process.exitCode = await check(resolve(values.data));
} catch (error) {
  console.error(`ledger:check: ${(error as Error).message}`);
  process.exitCode = 1;
}

/** Answers the exit code. */
async function check(folder: string): Promise<number> {
  const engine = await openEngine(folder);
  try {
    await takeTableOf(engine);
    let position = beginLedgerCheck(nowMs());
    while (position.phase !== 'done') position = await checkLedgerPart(position);
    return report(position);
  } finally {
    await engine.stop();
  }
}

/** The engine of the platform that runs on a folder, else one of our own on its data. */
async function openEngine(folder: string): Promise<Engine> {
  const description = join(folder, 'platform.json');
  const engineUrl = existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).engineUrl;
  if (engineUrl) {
    process.env.DYNAMODB_ENDPOINT = engineUrl;
    return startEngine();
  }
  const dbPath = join(folder, 'data', 'engine.db');
  if (!existsSync(dbPath))
    throw new Error(`There is no data in ${folder}; start a platform with it, or name another with --data.`);
  return startEngine({ dbPath });
}

async function takeTableOf(engine: Engine): Promise<void> {
  const { TableNames } = await engine.call('ListTables', {});
  const tableName = (TableNames as string[]).find((name) => name !== stateTable);
  if (!tableName) throw new Error('The data has no table of the product yet; start the platform once.');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  setTable(openTable(tableName));
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
