import { expect, it } from 'vitest';
import { type ClosingDesk, closingBlockersOf } from './closing.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
const empty: ClosingDesk = { campaigns: [], contracts: [], offers: [], money: [] };
const campaign = (status: ClosingDesk['campaigns'][number]['status']) => ({ campaignId: status, title: 'T', status });

it('lets a workspace be closed that has only drafts and what is over', () => {
  const campaigns = (['draft', 'completed', 'cancelled'] as const).map(campaign);
  expect(closingBlockersOf({ ...empty, campaigns, money: [{ currency: 'EUR', held: eur(0) }] }, NOW)).toEqual([]);
});

it.each(['published', 'active', 'paused', 'disputed'] as const)('does not while a campaign is %s', (status) => {
  expect(closingBlockersOf({ ...empty, campaigns: [campaign(status)] }, NOW)).toEqual([
    { kind: 'running_campaign', id: status, title: 'T', amount: null },
  ]);
});

it('does not while money is held or on its way', () => {
  const contract = { contractId: 'c', influencerName: 'Ines', terms: { price: eur(900) } };
  const desk = {
    ...empty,
    money: [{ currency: 'EUR' as const, held: eur(1) }],
    contracts: [
      { ...contract, fundingStatus: 'pending' as const },
      { ...contract, fundingStatus: 'unfunded' as const },
    ],
  };
  expect(closingBlockersOf(desk, NOW)).toEqual([
    { kind: 'held_money', id: null, title: null, amount: eur(1) },
    { kind: 'held_money', id: 'c', title: 'Ines', amount: eur(900) },
  ]);
});

it('does not while an offer may still be accepted', () => {
  const offer = { offerId: 'o', influencerName: 'Ines', status: 'open' as const };
  const offers = [
    { ...offer, expiresAt: '2026-11-20T12:00:00.001Z' },
    { ...offer, offerId: 'expired', expiresAt: NOW },
  ];
  expect(closingBlockersOf({ ...empty, offers }, NOW).map(({ id }) => id)).toEqual(['o']);
});
