import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CANCEL_RULES, type CancelRule, type DealStage } from './cancellation.ts';
import { CLAUSES, CONTRACT_TEMPLATES, clausesOf, NEWEST_TEMPLATE } from './contract-clauses.ts';
import { COUNTRY_CODES } from './countries.ts';
import { agreedDeed, type DeedFacts, decideSign, deedText, plainDeed } from './deed.ts';
import { disclosureRules } from './disclosure.ts';
import { ANSWER_DAYS, APPEAL_DAYS, DISCUSSION_DAYS } from './dispute.ts';
import { UNANSWERED_DAYS } from './moderation.ts';
import { RIGHTS_CHANNELS } from './usage-rights.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const FACTS: DeedFacts = {
  template: 1,
  number: 1,
  workspaceId: 'wsp_01JD0000000000000000000001',
  brandName: 'Glow Labs',
  influencerId: 'inf_01JD0000000000000000000001',
  influencerName: 'Mara',
  campaignId: 'cmp_01JD0000000000000000000001',
  campaignTitle: 'Spring serum',
  offerId: 'off_01JD0000000000000000000001',
  offerVersion: 2,
  feeBps: 1000,
  terms: {
    price: { amountMinor: 90_000, currency: 'EUR' },
    deliverables: [{ deliverableId: 'reels', type: 'reel', platform: 'instagram', count: 2 }],
    dueOn: '2027-03-01',
    usageRights: '',
    rights: {
      channels: ['brand_social', 'email'],
      territories: ['DE', 'AT'],
      termDays: 180,
      paidAds: true,
      whitelisting: false,
    },
    exclusivity: { category: 'skin care', days: 30 },
    revisionRounds: 2,
    message: '',
    reviewDays: 5,
  },
  countries: { brand: 'DE', influencer: 'US' },
};
const withTerms = (edit: Partial<DeedFacts['terms']>): DeedFacts => ({ ...FACTS, terms: { ...FACTS.terms, ...edit } });
const headings = (facts: DeedFacts) => deedText(facts).clauses.map(({ heading }) => heading);

describe('the library of clauses', () => {
  // What was signed must stay readable word for word: a clause is never edited, its next version is added.
  it('is never edited', () => {
    const written = CLAUSES.map((clause) => [
      `${clause.id}@${clause.version}`,
      hash(JSON.stringify(clause)).slice(0, 12),
    ]);
    expect(Object.fromEntries(written)).toMatchInlineSnapshot(`
      {
        "cancellation@1": "b271f6f1d5bd",
        "changes@1": "b077f4ffc62d",
        "disclosure@1": "55f4566317ff",
        "exclusivity@1": "54ce9fe32672",
        "extension@1": "79f17df9bab7",
        "objection@1": "4716aba43022",
        "parties@1": "70ab871b0f42",
        "payment@1": "0bb44f6b573c",
        "revisions@1": "30562a69c556",
        "rights-warning@1": "470fb45f8092",
        "usage@1": "f5b82bf765d9",
        "work@1": "faa90e887ca8",
        "work@2": "e37dfcb1f242",
      }
    `);
  });

  it('quotes rules of disclosure that are never edited either', () => {
    const quoted = disclosureRules([...COUNTRY_CODES, null]);
    expect(hash(JSON.stringify(quoted)).slice(0, 12)).toMatchInlineSnapshot(`"fc516423fa30"`);
  });

  it('has every clause that a template names, once', () => {
    for (const template of Object.keys(CONTRACT_TEMPLATES).map(Number)) {
      const ids = clausesOf(template).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(Object.keys(CONTRACT_TEMPLATES)).toContain(String(NEWEST_TEMPLATE));
    expect(() => clausesOf(99)).toThrow('no template 99');
  });

  it('says of cancellation what the platform does', () => {
    const may = (rule: CancelRule, who: 'brand' | 'creator') => {
      if (!rule.may) return rule.instead === 'open_dispute' ? 'may not, and opens a dispute instead' : 'may not';
      if (rule.moves === 'nothing') return 'may, nothing moves';
      return `may, what is held goes back to ${who === 'brand' ? 'it' : 'the brand'}`;
    };
    const line = (stage: DealStage) => {
      const { stage: name, brand, influencer } = CANCEL_RULES[stage];
      return `${name}: the brand ${may(brand, 'brand')}; the creator ${may(influencer, 'creator')}.`;
    };
    const newest = clausesOf(NEWEST_TEMPLATE).find(({ id }) => id === 'cancellation');
    const said = newest?.paragraphs.map(({ text }) => text) ?? [];
    const inWords: DealStage[] = ['accepted', 'payment_pending', 'held', 'delivered', 'approved', 'partly_released'];
    for (const stage of inWords) expect(said).toContain(line(stage));
    const never: DealStage[] = ['disputed', 'moving', 'released', 'paid_out', 'given_back', 'cancelled'];
    for (const stage of never)
      for (const side of ['brand', 'influencer'] as const) expect(CANCEL_RULES[stage][side].may, stage).toBe(false);
  });

  it('names the days of a dispute as they are', () => {
    const text = plainDeed(FACTS);
    expect(text).toContain(`has ${ANSWER_DAYS} days, and both sides have ${DISCUSSION_DAYS} more`);
    expect(text).toContain(`may appeal within ${APPEAL_DAYS} days`);
  });

  it('names the days in which a moderator looks at what nobody answered as they are', () => {
    const work = clausesOf(NEWEST_TEMPLATE).find(({ id }) => id === 'work');
    expect(work?.paragraphs.map(({ text }) => text).join(' ')).toContain(`within ${UNANSWERED_DAYS} days after that`);
  });
});

describe('the text of a contract', () => {
  it('says every term that was agreed', () => {
    const text = plainDeed(FACTS);
    for (const part of [
      '2 reels on Instagram (reels). All of it is live by 1 March 2027.',
      'EUR\u00a0900.00',
      'Accord keeps 10% of the price',
      'ask for changes 2 times',
      'released to the creator 3 days after',
      'not answered within 5 days counts as approved',
      'the brand’s own social channels; e-mail and newsletters',
      'Territory: DE, AT',
      'until 28 August 2027, which is 180 days after 1 March 2027',
      'Paid advertising: the brand may use',
      'Whitelisting: not included',
      'until 31 March 2027, which is 30 days after 1 March 2027, the creator does not advertise skin care',
      'in Germany, one of “Werbung”, “Anzeige” (UWG § 5a (4)',
      'in the United States, one of “#ad”',
      '16 CFR Part 255',
    ])
      expect(text).toContain(part);
    expect(headings(FACTS)).not.toContain('Warning about the rights');
  });

  it('has the words of the sides where older terms have nothing else, and no braces of theirs are filled', () => {
    const older = withTerms({ rights: undefined, exclusivity: undefined, usageRights: 'Six months {price} {each}.' });
    expect(plainDeed(older)).toContain('In the words of both sides: “Six months {price} {each}.”');
    expect(headings(older)).not.toContain('Exclusivity');
  });

  it.each([
    ['never end', withTerms({ rights: { ...FACTS.terms.rights, termDays: null } as never }), 'The rights never end'],
    [
      'have no limit',
      withTerms({
        rights: { channels: [...RIGHTS_CHANNELS], territories: [], termDays: 30, paidAds: true, whitelisting: false },
      }),
      'The rights have no limit of place or kind',
    ],
    ['are worded without limit', withTerms({ usageRights: 'Full buyout' }), 'sound like rights without limit'],
  ])('warns of rights that %s', (_name, facts, words) => {
    expect(headings(facts)).toContain('Warning about the rights');
    expect(plainDeed(facts)).toContain(words);
  });

  it('has one rule of disclosure where both sides live in the same place, and the general one where nobody knows', () => {
    expect(disclosureRules(['DE', 'DE'])).toHaveLength(1);
    expect(disclosureRules(['PL', 'SE'])).toHaveLength(1);
    expect(disclosureRules([null, 'ZA']).map(({ source }) => source)).toEqual([expect.stringContaining('ICC')]);
  });
});

const rightsOf = fc.record({
  channels: fc.subarray([...RIGHTS_CHANNELS], { minLength: 1 }),
  territories: fc.subarray(COUNTRY_CODES.slice(0, 12)),
  termDays: fc.option(fc.integer({ min: 1, max: 3650 })),
  paidAds: fc.boolean(),
  whitelisting: fc.boolean(),
});
const termsOf = fc.record({
  rights: fc.option(rightsOf, { nil: undefined }),
  exclusivity: fc.option(
    fc.record({ category: fc.constantFrom('shoes', 'skin care'), days: fc.integer({ min: 1, max: 730 }) }),
    {
      nil: undefined,
    },
  ),
  usageRights: fc.constantFrom('', 'Their own channels.', 'A year.'),
  revisionRounds: fc.integer({ min: 0, max: 10 }),
  objectionHours: fc.integer({ min: 24, max: 336 }),
  reviewDays: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
});

describe('whatever is agreed', () => {
  it('has no hole left, and the same text every time', () => {
    fc.assert(
      fc.property(termsOf, fc.constantFrom('DE', 'US', 'PL', 'ZA', null), (edit, country) => {
        const facts = { ...withTerms(edit), countries: { brand: country, influencer: 'FR' } };
        const text = plainDeed(facts);
        expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
        expect(plainDeed(structuredClone(facts))).toBe(text);
      }),
    );
  });

  it('has another text where any term is another', () => {
    fc.assert(
      fc.property(termsOf, termsOf, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(plainDeed(withTerms(one)) === plainDeed(withTerms(other))).toBe(same);
      }),
    );
  });
});

describe('signing', () => {
  const deed = agreedDeed(FACTS, { contractId: 'ctr_1', agreedAt: '2026-11-20T12:00:00.000Z', hash });
  const act = { side: 'brand', userId: 'usr_1', at: '2026-11-20T13:00:00.000Z' } as const;
  const signature = { ...act, fullName: 'Ada Winter', address: '203.0.113.7', documentHash: deed.documentHash };

  it('is of the hash of exactly this text', () => {
    expect(deed.documentHash).toBe(hash(plainDeed(FACTS)));
    expect(decideSign(deed, signature)).toMatchObject({ signatures: [signature] });
    expect(decideSign(deed, { ...signature, documentHash: hash('other') })).toMatchObject({
      refused: 'document_changed',
    });
  });

  it('is done once by each side', () => {
    const once = { ...deed, signatures: [signature] };
    expect(decideSign(once, signature)).toMatchObject({
      refused: 'already_signed',
      detail: expect.stringContaining('Ada Winter'),
    });
    expect(decideSign(once, { ...signature, side: 'influencer' })).toMatchObject({ signatures: [{}, {}] });
  });
});
