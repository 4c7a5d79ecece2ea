import { describe, expect, it } from 'vitest';
import { decideLive, decideLiveCheck, type LiveCheckState, type Submission } from './content.ts';
import { isRefused } from './decision.ts';

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
