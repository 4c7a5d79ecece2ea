import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed } from './packed.ts';

const { write, read } = packed(['terms', 'name']);

describe('attributes that are packed together', () => {
  it('come back as they were, whatever they are, beside what is not packed', () => {
    const value = fc.record({ terms: fc.jsonValue(), name: fc.string(), status: fc.string(), count: fc.integer() });
    fc.assert(
      fc.property(value, (given) => {
        const stored = write(given);
        expect(Object.keys(stored).sort()).toEqual(['count', 'packed', 'status']);
        expect(read(stored)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it('stay absent where they are', () => {
    expect(read(write({ terms: undefined, name: 'one', status: 'open' }))).toEqual({ name: 'one', status: 'open' });
  });

  it('are read from items of before, where each stands by itself', () => {
    const before = { terms: { price: 1 }, name: 'one', status: 'open' };
    expect(read(before)).toEqual(before);
  });

  it('are read with the words that they were packed with', () => {
    // Written once, when the words were chosen: new words would make every kept contract unreadable.
    const kept = Buffer.from('q1bKg2TpkMyU1PLEEnAGIpAZLE3R/QMtaHCnTvT0V1sLAA==', 'base64');
    expect(read({ packed: kept })).toEqual({
      name: 'Tidewater',
      terms: { price: { amountMinor: 95_000, currency: 'EUR' }, usageRights: 'Organic use for six months.' },
    });
  });
});
