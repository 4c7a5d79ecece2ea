import { describe, expect, it } from 'vitest';
import { changedFields, type DraftValues, mergeDraft } from './draft-values.ts';

const base: DraftValues = { title: 'Serum', brief: 'Reels.', startDate: null, deliverables: [] };

describe('what has changed', () => {
  it('is told by value, not by the order of fields or by how nothing is written', () => {
    const niches = { niches: ['beauty' as const], platforms: [], countries: [] };
    const turned = { countries: [], platforms: [], niches: ['beauty' as const] };
    expect(changedFields({ ...base, targetAudience: niches }, { ...base, targetAudience: turned })).toEqual([]);
    expect(changedFields(base, { ...base, startDate: undefined })).toEqual([]);
    expect(changedFields(base, { ...base, startDate: '2098-01-01', title: 'Oil' })).toEqual(['title', 'startDate']);
  });
});

describe('two people who write the same draft', () => {
  it('keep both what they wrote in different fields', () => {
    const merged = mergeDraft(base, { ...base, title: 'Oil' }, { ...base, brief: 'Stories.' });
    expect(merged).toEqual({ values: { ...base, title: 'Oil', brief: 'Stories.' }, taken: ['brief'], clashes: [] });
  });
  it('are asked where both wrote something else in one field', () => {
    const merged = mergeDraft(base, { ...base, brief: 'Mine.' }, { ...base, brief: 'Theirs.', title: 'Oil' });
    expect(merged).toEqual({ values: { ...base, title: 'Oil', brief: 'Mine.' }, taken: ['title'], clashes: ['brief'] });
  });
  it('do not clash over the same words', () => {
    const same = { ...base, brief: 'Stories.' };
    expect(mergeDraft(base, same, same)).toEqual({ values: same, taken: [], clashes: [] });
  });
});
