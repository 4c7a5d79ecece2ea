import { describe, expect, it } from 'vitest';
import { createTicket } from '#contract/areas/live.ts';
import { callEndpoint, testGuest, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './create-ticket.ts';

const { items } = prepareTestTable();

describe('POST /realtime/tickets', () => {
  it.each([
    ['member', testMember()],
    ['influencer', testInfluencer()],
    ['staff', testStaff()],
    ['guest', testGuest()],
  ])('gives a %s a ticket of 256 bits and keeps only its hash, with who it is for', async (_kind, actor) => {
    const answer = await callEndpoint(handler, createTicket, { actor });
    expect(answer).toMatchObject({ status: 201, body: { expiresInSeconds: 30 } });
    expect(Buffer.from(answer.body.ticket, 'base64url')).toHaveLength(32);
    const stored = (await items()).filter(
      ({ _et, identity }) => _et === 'live_ticket' && (identity as { userId: string }).userId === actor.userId,
    );
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(answer.body.ticket);
    expect(stored[0]).toMatchObject({ identity: { role: actor.role, sessionId: actor.sessionId } });
  });

  it('gives another one each time', async () => {
    const actor = testMember();
    const first = await callEndpoint(handler, createTicket, { actor });
    const second = await callEndpoint(handler, createTicket, { actor });
    expect(first.body.ticket).not.toBe(second.body.ticket);
  });

  it('gives none to those who are not signed in', async () => {
    expect(await callEndpoint(handler, createTicket, {})).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    });
  });
});
