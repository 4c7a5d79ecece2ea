import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCampaign, anOffer } from '#testing/deal.ts';
import { canonicalJson } from './canonical.ts';
import { isRefused } from './decision.ts';
import { feesOf } from './fees.ts';
import {
  decideAccept,
  decideCounter,
  decideReject,
  decideWithdraw,
  MOST_VERSIONS,
  type Offer,
  shownStatus,
} from './offer.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const sent = anOffer(1, aCampaign(1));
const act = (side: 'brand' | 'influencer', at = NOW) => ({ side, userId: `usr_${side}`, at });
const terms = sent.current.terms;
const accept = (offer: Offer, side: 'brand' | 'influencer', readVersion = offer.current.number, at = NOW) =>
  decideAccept(offer, { act: act(side, at), readVersion, contractId: 'ctr_1' });
const counter = (offer: Offer, side: 'brand' | 'influencer', edit: object = {}) =>
  decideCounter(offer, {
    act: act(side),
    readVersion: offer.current.number,
    terms: { ...terms, ...edit },
    expiresAt: '2099-02-01T00:00:00.000Z',
  });

describe('answering an offer', () => {
  it.each([
    ['the side that wrote it', accept(sent, 'brand'), 'offer_not_yours_to_answer'],
    [
      'an older version',
      accept({ ...sent, current: { ...sent.current, number: 2 } }, 'influencer', 1),
      'offer_changed',
    ],
    ['an expired one', accept({ ...sent, expiresAt: NOW }, 'influencer'), 'offer_expired'],
    ['an accepted one', accept({ ...sent, status: 'accepted' }, 'influencer'), 'offer_not_open'],
    [
      'a withdrawn one that expired too',
      accept({ ...sent, status: 'withdrawn', expiresAt: NOW }, 'influencer'),
      'offer_not_open',
    ],
    ['countering one’s own', counter(sent, 'brand'), 'offer_not_yours_to_answer'],
    [
      'another currency',
      counter(sent, 'influencer', { price: { amountMinor: 5, currency: 'EUR' } }),
      'validation_failed',
    ],
    ['a free price', counter(sent, 'influencer', { price: { amountMinor: 0, currency: 'USD' } }), 'validation_failed'],
    [
      'a price of which the provider cannot move the last digit',
      decideCounter(
        { ...sent, currency: 'KWD' },
        {
          act: act('influencer'),
          readVersion: 1,
          terms: { ...terms, price: { amountMinor: 12_345, currency: 'KWD' } },
          expiresAt: '2099-02-01T00:00:00.000Z',
        },
      ),
      'validation_failed',
    ],
    ['a day in the past', counter(sent, 'influencer', { dueOn: '2026-11-19' }), 'validation_failed'],
    [
      'a deliverable twice',
      counter(sent, 'influencer', { deliverables: [...terms.deliverables, ...terms.deliverables] }),
      'validation_failed',
    ],
    [
      'rejecting one’s own',
      decideReject(sent, { act: act('brand'), readVersion: undefined, reason: null }),
      'offer_not_yours_to_answer',
    ],
    ['withdrawing the other side’s', decideWithdraw(sent, act('influencer')), 'offer_not_yours_to_answer'],
  ] as const)('refuses %s', (_case, outcome, code) => {
    expect(outcome).toMatchObject({ refused: code });
  });

  it('is possible until the instant of expiry', () => {
    const offer = { ...sent, expiresAt: '2026-11-20T12:00:00.001Z' };
    expect(accept(offer, 'influencer')).toMatchObject({ status: 'accepted', contractId: 'ctr_1', version: 2 });
    expect(shownStatus(offer, NOW)).toBe('open');
    expect(shownStatus(offer, offer.expiresAt)).toBe('expired');
  });

  it('alternates: whatever is tried, only the side that did not write the current version moves it', () => {
    const side = fc.constantFrom('brand' as const, 'influencer' as const);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(side, fc.constantFrom('counter', 'accept', 'reject', 'withdraw')), { maxLength: 30 }),
        (moves) => {
          let offer: Offer = sent;
          for (const [who, move] of moves) {
            const writer = offer.current.writtenBy.side;
            const wasOpen = offer.status === 'open';
            const next =
              move === 'counter'
                ? counter(offer, who)
                : move === 'accept'
                  ? accept(offer, who)
                  : move === 'reject'
                    ? decideReject(offer, { act: act(who), readVersion: undefined, reason: null })
                    : decideWithdraw(offer, act(who));
            if (isRefused(next)) continue;
            expect(wasOpen).toBe(true);
            expect(who === writer).toBe(move === 'withdraw');
            expect(next.version).toBe(offer.version + 1);
            expect(next.current.number).toBe(offer.current.number + (move === 'counter' ? 1 : 0));
            offer = next;
          }
          expect(offer.current.number).toBeLessThanOrEqual(MOST_VERSIONS);
        },
      ),
    );
  });
});

it('fees and net always sum to the price', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (amountMinor) => {
      const { platformFee, net } = feesOf({ amountMinor, currency: 'USD' });
      expect(platformFee.amountMinor + net.amountMinor).toBe(amountMinor);
      expect(platformFee.amountMinor).toBe(Math.floor((amountMinor + 5) / 10));
    }),
  );
});

it('canonical JSON does not depend on the order of keys nor on absent fields', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
