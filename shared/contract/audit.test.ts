import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AUDIT_KINDS } from '#domain/audit.ts';
import { auditPlacesOf, eventsOfKind, isAudited, KIND_OF_EVENT } from './audit-kinds.ts';
import { AUDIT_CHANGES, AUDIT_WORDS } from './audit-words.ts';
import { EVENTS, type EventType } from './events.ts';

const types = Object.keys(EVENTS) as EventType[];
const audited = types.filter(isAudited);
const WSP = 'wsp_01JD0000000000000000000009';

describe('the table of the audit logs', () => {
  it('says of every event whether the logs list it', () => {
    expect(Object.keys(KIND_OF_EVENT).sort()).toEqual([...types].sort());
  });

  it.each(audited)('calls %s something readable, without ids or addresses', (type) => {
    const words = AUDIT_WORDS[type] as string | ((data: unknown) => string);
    const what = typeof words === 'string' ? words : words(EVENTS[type].sample);
    expect(what).toMatch(/^[A-Z].*[^.]$/);
    expect(what).not.toMatch(/undefined|null|NaN|\[object|@|_[0-9A-Z]{26}/);
    const changes = (AUDIT_CHANGES[type] as ((data: unknown) => { field: string }[]) | undefined)?.(
      EVENTS[type].sample,
    );
    for (const { field } of changes ?? []) expect(field).toMatch(/^[a-zA-Z .-]+$/);
  });

  it.each(audited)('would publish neither an e-mail address nor a secret of %s', (type) => {
    const shape = JSON.stringify(z.toJSONSchema(EVENTS[type].data as never));
    expect(shape).not.toMatch(/"(e-?mail|password|secret|token|hash|code|address|userAgent)":/i);
  });

  it('finds each event by the kind it has', () => {
    const found = AUDIT_KINDS.flatMap(eventsOfKind);
    expect([...new Set(found)].sort()).toEqual([...audited].sort());
    expect(eventsOfKind('consent')).toEqual(['AccountOpened', 'ConsentsChanged']);
  });
});

describe('in whose log an event is', () => {
  const userId = 'usr_01JD0000000000000000000001';
  const event = (type: EventType, data: Record<string, unknown>, partition = `USR#${userId}`) => ({
    type,
    data: { userId, ...data },
    partition,
  });

  it.each([
    ['a log-in', event('SessionStarted', { workspaceId: WSP }), undefined, { workspaceId: WSP, userId }],
    ['a log-in without a workspace', event('SessionStarted', { workspaceId: null }), undefined, { userId }],
    ['what a member does to their account', event('SessionSteppedUp', {}), WSP, { workspaceId: WSP, userId }],
    ['personal details', event('AccountChanged', {}), WSP, { userId }],
    ['consents', event('ConsentsChanged', {}), WSP, { userId }],
    [
      'what is done to another member',
      event('MemberRoleChanged', { workspaceId: WSP }, `WSP#${WSP}`),
      WSP,
      { workspaceId: WSP },
    ],
    ['a renewed session', event('SessionRefreshed', {}), WSP, {}],
    ['a campaign', event('CampaignCreated', { workspaceId: WSP }), WSP, {}],
  ])('%s', (_case, draft, actorWorkspaceId, expected) => {
    expect(auditPlacesOf(draft, actorWorkspaceId)).toEqual(expected);
  });
});
