import { describe, expect, it } from 'vitest';
import { type Campaign, decideEdit } from './campaign.ts';
import { duplicateOf } from './campaign-template.ts';
import { isRefused } from './decision.ts';
import { decideTransition } from './lifecycle.ts';
import { decideAsking, decideDecline, decideWithdrawal, openRequest } from './publishing.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const draft: Campaign = {
  ...{ campaignId: 'cmp_1', workspaceId: 'wsp_1', brandId: 'brd_1', title: 'Serum', brief: 'Show it.' },
  budget: { min: { amountMinor: 1, currency: 'EUR' }, max: { amountMinor: 2, currency: 'EUR' } },
  ...{ startDate: '2027-01-01', endDate: '2027-02-01' },
  deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
  targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: [] },
  ...{ status: 'draft', version: 4, createdAt: NOW, updatedAt: NOW },
};
const asked: Campaign = { ...draft, publishing: { state: 'asked', askedBy: 'usr_a', askedAt: NOW } };
const declined: Campaign = {
  ...draft,
  publishing: { state: 'declined', askedBy: 'usr_a', askedAt: NOW, decline: { by: 'usr_b', at: NOW, reason: 'No.' } },
};
const ask = (campaign: Campaign, userId: string, mayPublish = ['usr_a', 'usr_b']) =>
  decideAsking(campaign, { userId }, { mayPublish, nowIso: NOW });

describe('asking for a publishing that takes two', () => {
  it('keeps the draft a draft that says who asked and when, in a version of its own', () => {
    expect(ask(draft, 'usr_a')).toMatchObject({
      ...{ status: 'draft', version: 5 },
      publishing: { state: 'asked', askedBy: 'usr_a', askedAt: NOW },
    });
  });

  it('changes nothing when the same member asks again', () => {
    expect(ask(asked, 'usr_a')).toBeUndefined();
  });

  it.each([
    ['while another member asks', asked, 'usr_b', undefined, 'publishing_asked_already'],
    ['where nobody else may publish', draft, 'usr_a', ['usr_a'], 'no_second_member'],
    ['where nobody may publish', draft, 'usr_a', [], 'no_second_member'],
  ])('is refused %s', (_case, campaign, userId, mayPublish, refused) => {
    expect(ask(campaign, userId, mayPublish)).toMatchObject({ refused });
  });

  it('is possible again after a no, without the old reason', () => {
    const again = ask(declined, 'usr_a') as Campaign;
    expect(again.publishing).toEqual({ state: 'asked', askedBy: 'usr_a', askedAt: NOW });
  });
});

describe('answering a request for publishing', () => {
  it.each([
    ['nobody asks', draft, 'usr_b', 4, 'publishing_not_asked'],
    ['it was declined', declined, 'usr_b', 4, 'publishing_not_asked'],
    ['they asked themselves', asked, 'usr_a', 4, 'same_person'],
    ['they read another version', asked, 'usr_b', 3, 'version_conflict'],
  ])('is refused a member when %s', (_case, campaign, userId, seenVersion, refused) => {
    expect(openRequest(campaign, userId, seenVersion)).toMatchObject({ refused });
    const answer = { userId, seenVersion, reason: 'No.', nowIso: NOW };
    expect(decideDecline(campaign, answer)).toMatchObject({ refused });
  });

  it('names the request to whoever read that version, and keeps the reason of a no', () => {
    expect(openRequest(asked, 'usr_b', 4)).toEqual({ request: asked.publishing });
    const no = decideDecline(asked, { userId: 'usr_b', seenVersion: 4, reason: 'No price.', nowIso: NOW });
    expect(no).toMatchObject({
      version: 5,
      publishing: { state: 'declined', askedBy: 'usr_a', decline: { by: 'usr_b', at: NOW, reason: 'No price.' } },
    });
  });

  it('is taken back by the one who asked alone', () => {
    expect(decideWithdrawal(asked, 'usr_b', NOW)).toMatchObject({ refused: 'not_your_request' });
    expect(decideWithdrawal(draft, 'usr_a', NOW)).toMatchObject({ refused: 'publishing_not_asked' });
    const plain = decideWithdrawal(asked, 'usr_a', NOW);
    expect(plain).toEqual({ ...draft, version: 5 });
  });
});

describe('a request for publishing ends', () => {
  it.each(['publish', 'cancel'] as const)('with the command %s', (command) => {
    const next = decideTransition(asked, command, { nowIso: NOW, todayOn: '2026-11-20', hasCommitments: false });
    expect(isRefused(next)).toBe(false);
    expect(next).not.toHaveProperty('publishing');
  });

  it.each([
    ['asked', asked],
    ['declined', declined],
  ])('with an edit of a draft that is %s for, so that an approval is for what was seen', (_case, campaign) => {
    const edited = decideEdit(campaign, { title: 'Another' }, 4, NOW);
    expect(edited).toMatchObject({ title: 'Another', version: 5 });
    expect(edited).not.toHaveProperty('publishing');
  });

  it('and is not part of a copy', () => {
    expect(duplicateOf(asked, 'cmp_2', NOW)).not.toHaveProperty('publishing');
  });
});
