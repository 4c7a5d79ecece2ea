import { describe, expect, it } from 'vitest';
import { EVENTS } from '#contract/events.ts';
import { peopleWords, timelineSentence } from './timeline-words.ts';

it('has a sentence for every event of a campaign', () => {
  const ofCampaigns = Object.values(EVENTS).filter(({ sample }) => 'campaignId' in sample);
  const sentences = ofCampaigns.map(({ type, sample }) => timelineSentence({ type, data: sample }));
  expect(ofCampaigns.length).toBeGreaterThan(20);
  expect(sentences.filter((sentence) => /undefined|NaN|_|^$/.test(sentence))).toEqual([]);
  expect(timelineSentence({ type: 'PaymentReleased', data: EVENTS.PaymentReleased.sample })).toBe('$810.00 paid out');
});

it('shows an unknown event by its name', () => {
  expect(timelineSentence({ type: 'SomethingNewHappened', data: {} })).toBe('Something new happened');
});

describe('the people of an event', () => {
  const influencer = { influencerId: 'inf_01JD0000000000000000000001', name: 'Ivo Brandt' };
  it.each<[string, Parameters<typeof peopleWords>[0]]>([
    ['Ivo Brandt, by Olivia Lind', { actor: { kind: 'member' }, by: 'Olivia Lind', influencer }],
    ['by Ivo Brandt', { actor: { kind: 'influencer' }, by: 'Ivo Brandt', influencer }],
    ['Ivo Brandt, by your team', { actor: { kind: 'member' }, by: null, influencer }],
    ['by Accord', { actor: { kind: 'system' }, by: null, influencer: null }],
  ])('are named: %s', (words, entry) => {
    expect(peopleWords(entry)).toBe(words);
  });
});
