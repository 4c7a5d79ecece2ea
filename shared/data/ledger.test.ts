import { describe, expect, it } from 'vitest';
import { type LedgerEntry, ofMilestone, planFunding, planPosted } from '#domain/ledger.ts';
import { isSealed } from '#domain/ledger-chain.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { countedId } from '#testing/ids.ts';
import { LedgerEntries, LedgerShares, recordEntry } from './ledger.ts';

const hold = {
  ...{ contractId: countedId('contract', 1), influencerId: countedId('influencer', 1), currency: 'EUR' as const },
  ...{ priceMinor: 95_000, feeMinor: 9500 },
};
const milestones = [1, 2].map((milestone) => ({ ...hold, milestone }));
const ofSecond = (entry: LedgerEntry): LedgerEntry => ({ ...entry, lines: ofMilestone(entry.lines, 2) });
const record = (entry: Parameters<typeof recordEntry>[0]) =>
  recordEntry(entry, {
    ...{ workspaceId: countedId('workspace', 1), campaignId: countedId('campaign', 1) },
    ...{ paymentId: countedId('payment', 1), occurredAt: '2026-11-12T00:00:00.000Z', eventId: countedId('event', 1) },
    ...{ action: 'PaymentReleased', parties: [hold], hash: sha256Hex, chains: { [hold.contractId]: undefined } },
  });

describe('an entry as it lies in the table', () => {
  it.each([
    ['whose lines are all about its one contract', planPosted(countedId('entry', 1), hold), true],
    ['whose lines are all about one milestone of it', ofSecond(planPosted(countedId('entry', 6), hold)), true],
    ['with lines that are about none', planFunding(countedId('entry', 2), [hold], 300), false],
    ['with lines about several milestones', planFunding(countedId('entry', 7), milestones), false],
  ])('%s, comes back as it was sealed', (_what, entry, isShort) => {
    const { changes, sealed } = record(entry);
    const item = changes[0]?.item ?? {};
    const lines = item.lines as { contractId?: string }[];
    expect(lines.every((line) => !('contractId' in line || 'milestone' in line))).toBe(isShort);
    const back = LedgerEntries.parse(item);
    expect(back).toEqual(sealed);
    expect(isSealed(back, sha256Hex)).toBe(true);
  });

  it('says its workspace in its key alone, so that under another one its seal is broken', () => {
    const { changes } = record(planPosted(countedId('entry', 3), hold));
    const item = { ...changes[0]?.item, pk: `WSP#${countedId('workspace', 2)}#LEDGER` };
    expect(item).not.toHaveProperty('workspaceId');
    expect(isSealed(LedgerEntries.parse(item), sha256Hex)).toBe(false);
  });

  it('is read as it was written before, with everything on every line', () => {
    const { changes, sealed } = record(planPosted(countedId('entry', 4), hold));
    expect(LedgerEntries.parse({ ...changes[0]?.item, ...sealed, own: undefined })).toEqual(sealed);
  });

  it('gives the influencer the same lines', () => {
    const { changes } = record(planPosted(countedId('entry', 5), hold));
    expect(LedgerShares.parse(changes[1]?.item ?? {}).lines).toEqual(LedgerEntries.parse(changes[0]?.item ?? {}).lines);
  });
});
