import { expect, it } from 'vitest';
import { type FitReasonView, fitSentence } from './fit-sentence.ts';

const reason = (code: FitReasonView['code'], campaignValues: (string | number)[], profileValues: (string | number)[]) =>
  fitSentence({ code, text: 'as the server says', campaignValues, profileValues });

it.each([
  [
    reason('niche', ['fitness', 'travel', 'pets'], ['fitness', 'travel']),
    'You post about fitness and travel, which this campaign looks for.',
  ],
  [reason('niche', [], ['music']), 'Open to every niche, so also to music.'],
  [reason('platform', ['tiktok'], ['tiktok']), 'You publish on TikTok, where this campaign runs.'],
  [
    reason('followers', [10_000], ['instagram', 48_200]),
    'Your 48.2K followers on Instagram are what this campaign asks for.',
  ],
  [reason('country', ['DE', 'AT'], ['DE']), 'You are in Germany, one of the countries of this campaign.'],
  [reason('audience', ['DE', 'AT'], [83]), '83% of your audience is in Germany and Austria.'],
  [reason('followers', [], ['instagram']), 'as the server says'],
  [reason('country', ['DE'], []), 'as the server says'],
])('%s', (said, expected) => {
  expect(said).toBe(expected);
});
