import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { EVENTS, type EventData, type EventType } from './events.ts';
import { LIVE, LIVE_EVENTS, LivePush, LiveRequest, livePushesOf } from './live.ts';

const types = Object.keys(EVENTS) as EventType[];
const lines = types.flatMap((type) =>
  livePushesOf({ type, data: EVENTS[type].sample }).map((line) => ({ type, line })),
);

describe('the table of pushes', () => {
  it('has a line for every event, or says that it is silent', () => {
    expect(Object.keys(LIVE).sort()).toEqual([...types].sort());
  });

  it.each(lines)('makes a well-formed push of $type: $line.event', ({ type, line }) => {
    const push = {
      event: line.event,
      eventId: 'evt_01JD0000000000000000000001',
      occurredAt: '2026-11-20T00:00:00.000Z',
      data: line.data,
    };
    expect(z.safeParse(LivePush, push).success, type).toBe(true);
    expect(line.to.length).toBeGreaterThan(0);
    for (const { room } of line.to)
      expect(room).toMatch(/^(user|workspace|influencer|campaign):[a-z]{3}_[0-9A-Z]{26}$/);
  });

  it.each(lines)('tells of $type only ids, states and amounts', ({ line }) => {
    for (const [name, value] of Object.entries(line.data))
      expect(`${name}=${value}`).toMatch(/(Id=[a-z]{3}_[0-9A-Z]{26}|=[a-z_]{1,40}|=\d+|=[A-Z]{3})$/);
  });

  it('keeps what concerns one influencer out of the room that all influencers of a campaign may join', () => {
    const shared = lines.filter(({ line }) =>
      line.to.some(({ room, audience }) => room.startsWith('campaign:') && audience === 'everyone'),
    );
    for (const { line } of shared)
      expect(Object.keys(line.data).filter((name) => !['campaignId', 'from', 'status'].includes(name))).toEqual([]);
  });

  it('tells both sides of a deal whatever happens between them, so that neither looks at what was before', () => {
    const deal: EventType[] = [
      ...([
        'ApplicationSubmitted',
        'ApplicationDecided',
        'ApplicationWithdrawn',
        'OfferSent',
        'OfferCountered',
      ] as const),
      ...(['OfferRejected', 'OfferWithdrawn', 'OfferAccepted', 'ContractSigned', 'ContractCancelled'] as const),
      ...(['ContentSubmitted', 'ContentScreened', 'ContentModerated', 'ContentUnanswered', 'ContentReviewed'] as const),
      ...(['ContentWentLive', 'ModerationAppealed', 'PaymentFunded', 'PaymentReleased', 'PaymentRefunded'] as const),
    ];
    for (const type of deal) {
      const told = lines.filter((one) => one.type === type).flatMap(({ line }) => line.to.map(({ room }) => room));
      expect(told, type).toEqual(
        expect.arrayContaining([expect.stringMatching(/^workspace:/), expect.stringMatching(/^influencer:/)]),
      );
    }
    const decided = EVENTS.ContentReviewed.sample as EventData<'ContentReviewed'>;
    for (const status of ['changes_requested', 'rejected'] as const)
      expect(livePushesOf({ type: 'ContentReviewed', data: { ...decided, status } })).toHaveLength(1);
  });

  it('knows every name of the protocol once', () => {
    expect(new Set(LIVE_EVENTS).size).toBe(LIVE_EVENTS.length);
    for (const { line } of lines) expect(LIVE_EVENTS).toContain(line.event);
  });
});

describe('what a client may send', () => {
  const campaignId = 'cmp_01JD0000000000000000000001';
  it.each([
    [{ ping: true }],
    [{ join: `campaign:${campaignId}` }],
    [{ leave: `campaign:${campaignId}` }],
    [{ resumeAfter: 'evt_01JD0000000000000000000001' }],
  ])('is understood: %j', (message) => expect(z.safeParse(LiveRequest, message).success).toBe(true));

  it.each([
    [undefined],
    ['ping'],
    [{}],
    [{ ping: false }],
    [{ join: 'workspace:wsp_01JD0000000000000000000001' }],
    [{ join: 'user:usr_01JD0000000000000000000001' }],
    [{ join: `campaign:${campaignId}#LOG` }],
    [{ resumeAfter: 'evt_1' }],
    [{ ping: true, join: `campaign:${campaignId}` }],
  ])('is refused: %j', (message) => expect(z.safeParse(LiveRequest, message).success).toBe(false));
});
