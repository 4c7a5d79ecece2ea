import { describe, expect, it } from 'vitest';
import { accounts } from '#domain/accounts.ts';
import { ENTRY_KINDS } from '#domain/ledger.ts';
import { accountWords, KIND_WORDS, ownerOf } from './ledger-words.ts';

describe('words of the ledger', () => {
  it('names every kind of entry without its code', () => {
    expect(ENTRY_KINDS.map((kind) => KIND_WORDS[kind]).filter((words) => !words || words.includes('_'))).toEqual([]);
  });

  it('names every account the domain has, for both sides', () => {
    const all = Object.values(accounts).map((account) => (typeof account === 'string' ? account : account('x_1')));
    for (const side of ['brand', 'influencer'] as const)
      expect(all.filter((account) => accountWords(account, side) === account)).toEqual([]);
  });

  it('finds whose an account is', () => {
    expect([ownerOf(accounts.hold('ctr_1')), ownerOf(accounts.fees)]).toEqual(['ctr_1', undefined]);
  });
});
