import { describe, expect, it } from 'vitest';
import { dueOfferReminder, type EndingOffer } from './offer-reminder.ts';

const HOUR_MS = 3_600_000;
const END_MS = Date.parse('2026-12-10T12:00:00Z');
const offer = (edit: Partial<EndingOffer> = {}): EndingOffer => ({
  ...{ status: 'open', writtenAtMs: END_MS - 7 * 24 * HOUR_MS, expiresAtMs: END_MS, remindedHours: null },
  ...edit,
});
const due = (hoursBefore: number, edit: Partial<EndingOffer> = {}) =>
  dueOfferReminder(offer(edit), END_MS - hoursBefore * HOUR_MS);

describe('a reminder of an offer', () => {
  it.each([
    ['not before two days are left', 48.01, {}, undefined],
    ['when two days are left', 48, {}, 48],
    ['not a second time', 47, { remindedHours: 48 }, undefined],
    ['again when one day is left', 24, { remindedHours: 48 }, 24],
    ['once for one day, though the first was missed', 23, {}, 24],
    ['not after both', 2, { remindedHours: 24 }, undefined],
    ['not once it has ended', 0, {}, undefined],
    ['not for an offer of a day, which was told just then', 23, { writtenAtMs: END_MS - 23.5 * HOUR_MS }, undefined],
    ['only the second for an offer of two days', 47, { writtenAtMs: END_MS - 47.9 * HOUR_MS }, undefined],
    ['for its last day, as it was written before that', 24, { writtenAtMs: END_MS - 47.9 * HOUR_MS }, 24],
    ['not after it was accepted', 24, { status: 'accepted' }, undefined],
    ['not after it was rejected', 24, { status: 'rejected' }, undefined],
    ['not after it was withdrawn', 24, { status: 'withdrawn' }, undefined],
  ] as const)('is given %s', (_when, hoursBefore, edit, hours) => {
    expect(due(hoursBefore, edit)).toBe(hours);
  });
});
