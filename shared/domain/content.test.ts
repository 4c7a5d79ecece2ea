import { describe, expect, it } from 'vitest';
import { decideLive, decideLiveCheck, decideSilence, type LiveCheckState, type Submission } from './content.ts';
import { isRefused } from './decision.ts';
import type { Moderation } from './moderation.ts';

const url = 'https://www.tiktok.com/@mara/video/7412345678901234567';
const live: Submission = {
  submissionId: 'sub_1',
  workspaceId: 'wsp_1',
  campaignId: 'cmp_1',
  campaignTitle: 'Autumn',
  contractId: 'ctr_1',
  deliverableId: 'reels',
  influencerId: 'inf_1',
  influencerName: 'Mara',
  mediaUrls: [],
  media: [],
  caption: '',
  revision: 1,
  earlier: [],
  revisedBy: null,
  platform: 'tiktok',
  status: 'live',
  note: null,
  liveUrl: url,
  submittedAt: '2026-11-01T00:00:00.000Z',
  decidedAt: '2026-11-02T00:00:00.000Z',
  liveAt: '2026-11-03T00:00:00.000Z',
  liveCheck: null,
  version: 3,
  updatedAt: '2026-11-03T00:00:00.000Z',
};
const checkedAt = '2026-11-03T00:00:05.000Z';
const check = (state: LiveCheckState, edit: Partial<{ url: string; isPaidOut: boolean }> = {}) => ({
  state,
  url,
  checkedAt,
  isPaidOut: false,
  ...edit,
});

describe('the platform’s word on a reported address', () => {
  it.each([
    ['found', 'live', url],
    ['not_checked', 'live', url],
    ['not_found', 'approved', null],
    ['not_theirs', 'approved', null],
  ] as const)('%s leaves the content %s', (state, status, liveUrl) => {
    expect(decideLiveCheck(live, check(state))).toMatchObject({
      status,
      liveUrl,
      liveAt: liveUrl && live.liveAt,
      liveCheck: { state, url, checkedAt },
      version: 4,
    });
  });

  it.each(['not_found', 'not_theirs'] as const)('%s changes nothing about content that is paid', (state) => {
    expect(decideLiveCheck(live, check(state, { isPaidOut: true }))).toMatchObject({
      status: 'live',
      liveUrl: url,
      liveCheck: { state },
    });
  });

  it.each([
    ['that was reported anew meanwhile', { ...live, liveUrl: `${url}9` }],
    ['that is not live', { ...live, status: 'approved' as const, liveUrl: null }],
    ['that was checked already', { ...live, liveCheck: { state: 'found' as const, url, checkedAt } }],
  ])('is nothing for an address %s', (_which, submission) => {
    expect(decideLiveCheck(submission, check('not_found'))).toBeUndefined();
  });

  it('is forgotten when another address is reported', () => {
    const denied = decideLiveCheck(live, check('not_theirs'));
    const again = denied && decideLive(denied, { liveUrl: url, nowIso: '2026-11-04T00:00:00.000Z' });
    if (!again || isRefused(again)) throw new Error('The address was refused.');
    expect(again).toMatchObject({ status: 'live', liveUrl: url, liveCheck: null, liveAt: '2026-11-04T00:00:00.000Z' });
  });
});

describe('the silence of the brand, once its time is over', () => {
  const unmeasured: Moderation = {
    ...{ itemId: null, state: 'passed', score: 0, reason: null, decidedAt: null },
    findings: [{ check: 'media', outcome: 'not_screened', says: ['Nobody has looked.'] }],
  };
  const pending = (edit: Partial<Submission>): Submission => ({ ...live, status: 'pending', liveUrl: null, ...edit });
  const seen = { userId: 'usr_1', at: '2026-11-02T00:00:00.000Z' };
  const outcomeOf = (edit: Partial<Submission>) => {
    const given = { note: 'Silence.', nowIso: checkedAt, decideBy: '2026-11-05T00:00:00.000Z', itemId: 'mod_1' };
    const next = decideSilence(pending(edit), given);
    return isRefused(next) ? next.refused : `${next.status} ${next.moderation?.state ?? ''}`.trim();
  };
  it.each<[string, Partial<Submission>, string]>([
    ['pictures that nobody knows', { moderation: unmeasured }, 'pending unanswered'],
    ['pictures that the brand has looked at', { moderation: unmeasured, seen }, 'approved passed'],
    ['pictures that were measured', { moderation: { ...unmeasured, findings: [] } }, 'approved passed'],
    [
      'text alone that could not be judged',
      { moderation: { ...unmeasured, findings: [{ check: 'toxicity', outcome: 'not_screened', says: [] }] } },
      'approved passed',
    ],
    ['what a moderator let through', { moderation: { ...unmeasured, state: 'approved' } }, 'approved approved'],
    [
      'what a moderator has before them already',
      { moderation: { ...unmeasured, state: 'unanswered' }, seen },
      'content_in_moderation',
    ],
    ['what is still being screened', { moderation: { ...unmeasured, state: 'screening' } }, 'content_in_moderation'],
    [
      'what a moderator did not let through',
      { moderation: { ...unmeasured, state: 'refused' } },
      'content_in_moderation',
    ],
    ['what was answered', { status: 'rejected', moderation: unmeasured }, 'content_not_pending'],
    ['content from before there was a screening', {}, 'approved'],
  ])('of %s comes to %s', (_what, edit, outcome) => {
    expect(outcomeOf(edit)).toBe(outcome);
  });
});
