import { describe, expect, it } from 'vitest';
import { RELEASE_REASONS } from '#domain/release.ts';
import { REASON_WORDS, reasonsOf } from './payment-sentences.ts';

describe('why money is not released', () => {
  it('says every reason in a sentence of its own', () => {
    const sentences = RELEASE_REASONS.map((reason) => REASON_WORDS[reason]);
    expect(new Set(sentences).size).toBe(RELEASE_REASONS.length);
    expect(sentences.filter((sentence) => /_/.test(sentence))).toEqual([]);
  });

  it('puts reasons in the order of a deal and keeps what it does not know', () => {
    const issues = [
      { path: 'silence_window_open', message: 'until tomorrow' },
      { path: '', message: 'content_not_live' },
      { path: 'other', message: 'Something else.' },
    ];
    expect(reasonsOf(issues)).toEqual([
      { code: 'content_not_live', text: REASON_WORDS.content_not_live },
      { code: 'silence_window_open', text: REASON_WORDS.silence_window_open },
      { code: 'other', text: 'Something else.' },
    ]);
  });
});
