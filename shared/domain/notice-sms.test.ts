import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeSms } from './notice-sms.ts';

const SITE = 'https://accord.example';

describe('an SMS about notifications', () => {
  it('says what happened, how much more did, and where to read it', () => {
    expect(noticeSms(['An offer for “Spring serum” was accepted'], SITE)).toBe(
      'Accord: An offer for "Spring serum" was accepted https://accord.example/notifications',
    );
    expect(noticeSms(['One', 'Two', 'Three'], SITE)).toBe(
      'Accord: One (and 2 more) https://accord.example/notifications',
    );
  });

  it('is one message of plain letters, however long and strange a title is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { minLength: 1, maxLength: 200 }),
        (titles) => {
          const text = noticeSms(titles, SITE);
          expect(text.length).toBeLessThanOrEqual(160);
          expect(text).toMatch(/^[\x20-\x7e]+$/);
          expect(text).toContain(`${SITE}/notifications`);
        },
      ),
    );
  });
});
