import { expect, it } from 'vitest';
import { definition as campaignLifecycle } from './campaign-lifecycle/definition.ts';
import { definition as escrowRelease } from './escrow-release/definition.ts';
import { REVISIONS } from './turns.ts';

const DEFINITIONS = { 'campaign-lifecycle': campaignLifecycle, 'escrow-release': escrowRelease };

it.each(Object.keys(REVISIONS) as (keyof typeof REVISIONS)[])(
  'keeps every revision of %s as it was started: a change of the definition raises the revision, and `npx vitest run workflows/revisions.test.ts -u` keeps the new one',
  async (machine) => {
    const text = `${JSON.stringify(DEFINITIONS[machine], null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`${machine}/revisions/${REVISIONS[machine]}.asl`);
  },
);
