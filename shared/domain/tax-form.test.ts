import { describe, expect, it } from 'vitest';
import { dueTaxFormReminder, givenOnAfter, hasTaxForm, lastDayOf, taxFormStatus } from './tax-form.ts';

describe('the tax form of an influencer', () => {
  it.each([
    [
      'a W-9 in the United States',
      { country: 'US', taxFormOn: '2026-02-03' },
      '2040-01-01',
      ['W-9', 'given', null, false],
    ],
    [
      'a W-8 elsewhere',
      { country: 'DE', taxFormOn: '2026-02-03' },
      '2029-12-31',
      ['W-8BEN', 'given', '2029-12-31', false],
    ],
    [
      'a W-8 whose third year is over',
      { country: 'DE', taxFormOn: '2026-02-03' },
      '2030-01-01',
      ['W-8BEN', 'expired', '2029-12-31', false],
    ],
    ['a missing W-9, for which tax may be kept back', { country: 'US' }, '2026-02-03', ['W-9', 'missing', null, true]],
    ['a missing W-8', { country: 'FR' }, '2026-02-03', ['W-8BEN', 'missing', null, false]],
  ])('%s', (_what, account, todayOn, wanted) => {
    const { form, state, validUntil, backupWithholding } = taxFormStatus(account, todayOn);
    expect([form, state, validUntil, backupWithholding]).toEqual(wanted);
  });

  it.each([
    ['2026-01-01', '2029-12-31'],
    ['2026-12-31', '2029-12-31'],
    ['2027-01-01', '2030-12-31'],
  ])('a W-8 of %s holds until the last day of the third calendar year after it, %s', (givenOn, last) => {
    expect(lastDayOf('W-8BEN', givenOn)).toBe(last);
    expect(lastDayOf('W-9', givenOn)).toBeNull();
  });

  it.each([
    ['nothing was handed in', false, [], false],
    ['all was handed in', true, [], true],
    ['a bank account is wanted', true, ['external_account'], true],
    ['a number is wanted', true, ['individual.id_number'], false],
    ['the number of a business is wanted', true, ['company.tax_id'], false],
    ['a document about tax is wanted', true, ['documents.tax_form.files'], false],
  ])('is there or not when %s', (_what, detailsSubmitted, requirementsDue, is) => {
    expect(hasTaxForm({ detailsSubmitted, requirementsDue })).toBe(is);
  });

  it('keeps the day it was given on until it is given anew', () => {
    const there = { detailsSubmitted: true, requirementsDue: [] };
    const wanted = { detailsSubmitted: true, requirementsDue: ['individual.id_number'] };
    expect(givenOnAfter(undefined, there, '2026-05-01')).toBe('2026-05-01');
    expect(givenOnAfter({ ...there, taxFormOn: '2026-05-01' }, there, '2027-01-01')).toBe('2026-05-01');
    expect(givenOnAfter({ ...there, taxFormOn: '2026-05-01' }, wanted, '2029-12-01')).toBeUndefined();
    expect(givenOnAfter(wanted, there, '2029-12-05')).toBe('2029-12-05');
  });

  it('is reminded of 60, 14 and 3 days before its end, once each', () => {
    const [endMs, DAY_MS] = [1_000 * 86_400_000, 86_400_000];
    let remindedDays: number | null = null;
    const told: number[] = [];
    for (const days of [61, 60, 59, 14, 10, 3, 1, 0]) {
      const due = dueTaxFormReminder({ endMs, remindedDays }, endMs - days * DAY_MS);
      if (due === undefined) continue;
      told.push(days);
      remindedDays = due;
    }
    expect(told).toEqual([60, 14, 3]);
    expect(dueTaxFormReminder({ endMs: null, remindedDays: null }, 0)).toBeUndefined();
  });
});
