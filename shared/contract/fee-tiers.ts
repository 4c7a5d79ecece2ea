import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { type FeeTier, problemsOfTiers } from '#domain/fee-tiers.ts';

const FeeTiers = z.array(
  z.strictObject({
    name: z.string().check(z.regex(/^[a-z][a-z -]{0,30}$/)),
    feeBps: z.int().check(z.gte(0), z.lte(10_000)),
    fromMinor: z.partialRecord(z.enum(CURRENCIES), z.int().check(z.gte(1))),
  }),
);

/** The platform's fee table from its JSON; throws a sentence that says what is wrong with it. */
export function parseFeeTiers(json: string): FeeTier[] {
  const read = z.safeParse(FeeTiers, JSON.parse(json));
  if (!read.success)
    throw new Error(
      `The fee table (context value feeTiers) is malformed: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}.`,
    );
  const problems = problemsOfTiers(read.data);
  if (problems.length > 0) throw new Error(`The fee table (context value feeTiers) is wrong: ${problems.join(' ')}`);
  return read.data;
}
