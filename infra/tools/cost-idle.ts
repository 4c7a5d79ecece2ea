import { idleCostOf } from '../cost/idle-cost.ts';
import { MOST_USD } from '../cost/limits.ts';
import { PRICES } from '../cost/prices.ts';
import { synthesizeForTest } from '../rules/synthesized.ts';

/** Prints what each stage costs in a month in which nobody uses it, from its synthesized templates; exits 1 when one costs more than it may. */
let ok = true;
for (const [stage, most] of Object.entries(MOST_USD) as [keyof typeof MOST_USD, number][]) {
  const synthesized = await synthesizeForTest(stage, {}, { checkRules: false });
  try {
    ok = printStage(stage, most, idleCostOf(synthesized.stacks)) && ok;
  } catch (error) {
    console.error(`\n${stage}: ${(error as Error).message}`);
    ok = false;
  } finally {
    synthesized.remove();
  }
}
console.log(
  '\nPrices of us-east-1 before tax, with their pages, are in infra/cost/prices.ts. AWS’s free allowances that never expire',
);
console.log('are taken off, as each stage has an account of its own; a hosted zone in Route 53 would add 0.50.');
process.exit(ok ? 0 : 1);

function printStage(stage: string, most: number, { lines, listUsd, allowanceUsd, usd }: ReturnType<typeof idleCostOf>) {
  console.log(`\n${stage}, US dollars a month while nobody uses it`);
  for (const { stack, price, quantity, listUsd: amount } of lines) {
    const number = Number.isInteger(quantity) ? String(quantity) : quantity.toFixed(1);
    console.log(
      `  ${stack.padEnd(26)}${price.padEnd(16)}${number.padStart(9)}${amount.toFixed(2).padStart(9)}  ${PRICES[price].per}`,
    );
  }
  console.log(`  ${'at the list price'.padEnd(51)}${listUsd.toFixed(2).padStart(9)}`);
  console.log(`  ${'free for every account'.padEnd(51)}${(-allowanceUsd).toFixed(2).padStart(9)}`);
  const verdict = usd <= most ? `within ${most}` : `MORE THAN ${most}`;
  console.log(`  ${'paid'.padEnd(51)}${usd.toFixed(2).padStart(9)}  ${verdict}`);
  return usd <= most;
}
