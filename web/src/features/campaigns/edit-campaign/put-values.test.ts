import { createFormControl } from 'react-hook-form';
import { describe, expect, it } from 'vitest';
import type { DraftValues } from './draft-values.ts';
import { putValues } from './put-values.ts';

const audience = { platforms: ['tiktok' as const], niches: [], countries: [] };
const base: DraftValues = {
  ...{ title: 'Serum', brief: 'Reels.', deliverables: [] },
  targetAudience: { ...audience, minFollowers: 10_000 },
};

/** A form with these values, and the names of what has changed in it since. */
function formWith(values: DraftValues) {
  const form = createFormControl<DraftValues>({ defaultValues: values });
  const changed: string[] = [];
  form.subscribe({ formState: { values: true }, callback: ({ name }) => void (name && changed.push(name)) });
  return { form, changed };
}

describe('what somebody else wrote', () => {
  it('is put into its fields alone: what is being typed into another stays, and nothing of that is drawn anew', () => {
    const { form, changed } = formWith(base);
    form.setValue('brief', 'Reels, ple');
    changed.length = 0;
    putValues(form, ['title'], { ...base, title: 'Oil', brief: 'Theirs.' });
    expect(form.getValues()).toEqual({ ...base, title: 'Oil', brief: 'Reels, ple' });
    expect(changed).toEqual(['title']);
  });

  it('is told to whatever shows a part of it, also where a part is gone or new', () => {
    const { form, changed } = formWith(base);
    putValues(form, ['targetAudience'], { ...base, targetAudience: { ...audience, maxFollowers: 50_000 } });
    expect(form.getValues('targetAudience')).toEqual({ ...audience, maxFollowers: 50_000 });
    for (const part of ['minFollowers', 'maxFollowers']) expect(changed).toContain(`targetAudience.${part}`);
  });

  it('is nothing where they said nothing', () => {
    const { form } = formWith({ ...base, guidelines: { dos: ['Smile'], donts: [] } });
    putValues(form, ['guidelines'], base);
    expect(form.getValues('guidelines')).toBeUndefined();
  });
});
