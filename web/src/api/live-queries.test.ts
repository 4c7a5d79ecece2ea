import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { LIVE_EVENTS } from '#contract/live.ts';
import { INDEXED, isTouched, readLater } from './live-queries.ts';

const mine = 'cmp_01JD0000000000000000000001';
const other = 'cmp_01JD0000000000000000000002';

describe('what a push touches', () => {
  it.each([
    ['the campaign itself', ['campaigns.get-campaign', { params: { campaignId: mine } }], true],
    ['lists of campaigns', ['campaigns.list-campaigns', { query: {} }, 'pages'], true],
    ['another campaign', ['campaigns.get-campaign', { params: { campaignId: other } }], false],
    ['the overview, which is made of everything', ['analytics.get-overview', {}], true],
    ['another area', ['users.get-me', {}], false],
    ['a key of something else', [{ campaigns: true }], false],
  ])('of a campaign: %s', (_case, queryKey, expected) => {
    expect(isTouched(queryKey, { event: 'campaign:status', data: { campaignId: mine } })).toBe(expected);
  });

  it('of a notification are list and count', () => {
    const push = { event: 'notification:created', data: {} } as const;
    expect(isTouched(['notifications.count-unread', {}], push)).toBe(true);
    expect(isTouched(['notifications.list-notifications', {}, 'pages'], push)).toBe(true);
  });

  it('of a talk are its messages and the lists, not another talk', () => {
    const [threadId, elsewhere] = ['thr_01JD0000000000000000000001', 'thr_01JD0000000000000000000002'];
    const push = { event: 'message:created', data: { threadId, campaignId: mine } } as const;
    expect(isTouched(['messages.list-messages', { params: { threadId } }, 'pages'], push)).toBe(true);
    expect(isTouched(['messages.list-messages', { params: { threadId: elsewhere } }, 'pages'], push)).toBe(false);
    expect(isTouched(['messages.count-unread', {}], push)).toBe(true);
  });

  it.each([
    ['content:changed', 'content.list-content', 'contracts.get-contract'],
    ['application:changed', 'applications.list-campaign-applications', 'applications.list-own-applications'],
    ['offer:changed', 'offers.get-offer', 'offers.list-offers'],
    ['task:changed', 'tasks.list-tasks', 'tasks.list-campaign-tags'],
  ] as const)('of %s are %s and %s', (event, ...ids) => {
    for (const id of ids) expect(isTouched([id, {}], { event, data: { campaignId: mine } })).toBe(true);
  });

  it('is something for every name of the protocol', () => {
    for (const event of LIVE_EVENTS) expect(() => isTouched(['users.get-me'], { event, data: {} })).not.toThrow();
  });
});

describe('what is read a second time', () => {
  it('are the lists that an index answers, of what the push is about', () => {
    expect(readLater('offer:changed')).toEqual(
      expect.arrayContaining(['offers.list-offers', 'contracts.list-contracts', 'analytics.get-overview']),
    );
    expect(readLater('offer:changed')).not.toContain('documents.list-documents');
  });

  it('knows every list whose function reads an index', () => {
    const functionOf = (id: string) =>
      readFileSync(new URL(`../../../functions/${id.replace('.', '/')}.ts`, import.meta.url), 'utf8');
    const lists = endpoints.filter(({ method, id }) => method === 'GET' && /'gsi\d'/.test(functionOf(id)));
    expect(lists.map(({ id }) => id).sort()).toEqual([...INDEXED].sort());
  });
});
