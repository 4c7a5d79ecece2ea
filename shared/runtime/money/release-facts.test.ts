import { expect, it } from 'vitest';
import { endOfDayMs } from '#domain/day.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { closedGates } from '#domain/release.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign } from '#testing/deal.ts';
import { prepareTestTable } from '#testing/table.ts';
import { readReleaseState, releaseFactsOf } from './release-facts.ts';

prepareTestTable();

it('releases what longer use of content costs once its day and the time to object are over, as no content is waited for', async () => {
  const offer = anOffer(1, await putOpenCampaign(aCampaign(1)));
  Object.assign(offer.current.terms, { deliverables: [], extends: 'ctr_01JD0000000000000000000009' });
  const contract = await putContract(1, await putOffer(offer), { fundingStatus: 'funded' });
  const state = await readReleaseState(contract);
  const [part] = state ? partsOf(state.hold) : [];
  if (!state || !part) throw new Error('The contract has no money.');
  const dueMs = endOfDayMs(contract.terms.dueOn);
  const gatesAt = (hours: number) => closedGates(releaseFactsOf(state, part, dueMs + hours * 3_600_000));
  expect(gatesAt(-1)).toContain('silence_window_open');
  expect(gatesAt(71)).toContain('silence_window_open');
  expect(gatesAt(72)).toEqual(['account_not_payable']);
});
