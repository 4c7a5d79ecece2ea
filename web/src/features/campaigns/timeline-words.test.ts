import { expect, it } from 'vitest';
import { EVENTS } from '#contract/events.ts';
import { timelineSentence } from './timeline-words.ts';

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
