import { expect, it } from 'vitest';
import { isAboutCreator } from '#domain/rules/fields.ts';
import { EVENTS, RULED_EVENTS } from './events.ts';

it.each(RULED_EVENTS)('%s, which rules may wait for, says in which workspace and campaign it happened', (type) => {
  const data: object = EVENTS[type].sample;
  expect(data).toMatchObject({
    workspaceId: expect.stringMatching(/^wsp_/),
    campaignId: expect.stringMatching(/^cmp_/),
  });
  // A message needs a creator and something of theirs to talk about.
  if (isAboutCreator(type)) {
    expect(data).toHaveProperty('influencerId');
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(threadId|contentId|contractId|offerId|applicationId)$/)]),
    );
  }
});
