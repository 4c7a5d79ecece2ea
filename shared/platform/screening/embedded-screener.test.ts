import { describe, expect, it } from 'vitest';
import { embeddedScreener } from './embedded-screener.ts';

const outcomeOf = async (text: string) =>
  (await embeddedScreener.screenText(text)).find(({ check }) => check === 'profanity')?.outcome;

describe('the screening without any outside service', () => {
  it.each([
    ['You will love the serum that I use.', 'passed'],
    ['The people of Scunthorpe have it in their cocktails.', 'passed'],
    ['This is sh1t.', 'flagged'],
    ['What the FUCK is this?', 'flagged'],
    ['Das ist mein liebstes Serum der Saison.', 'not_screened'],
    ['', 'passed'],
  ])('finds in “%s”: %s', async (text, outcome) => {
    expect(await outcomeOf(text)).toBe(outcome);
  });

  it('never says of meaning or of pictures that they are fine', async () => {
    const said = await embeddedScreener.screenText('You will love it.');
    expect(said.find(({ check }) => check === 'toxicity')?.outcome).toBe('not_screened');
    const medium = { uploadId: 'upl_1', contentType: 'image/jpeg', sizeBytes: 4096 };
    expect(await embeddedScreener.screenMedia([medium], [])).toMatchObject([{ outcome: 'not_screened' }]);
    expect(await embeddedScreener.screenMedia([], ['https://media.example/1.mp4'])).toMatchObject([
      { outcome: 'not_screened' },
    ]);
    expect(await embeddedScreener.screenMedia([], [])).toMatchObject([{ outcome: 'passed' }]);
  });
});
