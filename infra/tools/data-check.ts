import { parseArgs } from 'node:util';
import { checkRelations } from '#data/relation-check.ts';
import { withLocalTable } from './local-table.ts';

const helpText = `Looks through all data for what belongs to something that is not there, and for the two sides of a deal that do not say the same.

  npm run data:check -- [options]

  --data <folder>   the folder of a local platform, running or not (default .local)
  --help            this text

It prints how many items of each kind there are, and OK or what is wrong with which item. The exit code is 1 when anything is.`;

const { values } = parseArgs({ options: { data: { type: 'string', default: '.local' }, help: { type: 'boolean' } } });
try {
  if (values.help) console.log(helpText);
  else process.exitCode = await withLocalTable(values.data, check);
} catch (error) {
  console.error(`data:check: ${(error as Error).message}`);
  process.exitCode = 1;
}

/** Answers the exit code. */
async function check(): Promise<number> {
  const { itemCount, kinds, problems } = await checkRelations();
  for (const [kind, count] of [...kinds].sort()) console.log(`  ${kind.padEnd(24)}${String(count).padStart(8)}`);
  console.log(`  ${'all'.padEnd(24)}${String(itemCount).padStart(8)}\n`);
  if (problems.length === 0) {
    console.log('OK: everything belongs to what it says, and both sides of every deal say the same.');
    return 0;
  }
  for (const { kind, key, problem } of problems) console.log(`  ${kind} ${key} ${problem}`);
  console.log(`\n${problems.length} ${problems.length === 1 ? 'thing is' : 'things are'} wrong.`);
  return 1;
}
