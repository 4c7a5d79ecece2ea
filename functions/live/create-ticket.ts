import { createTicket } from '#contract/areas/live.ts';
import { TICKET_SECONDS } from '#contract/live.ts';
import { create } from '#data/change.ts';
import { LiveTickets } from '#data/live.ts';
import { shownPlaceOf } from '#runtime/actor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { livePlaceOf } from '#runtime/live.ts';

export const handler = endpoint(createTicket, async (call) => {
  const actor = call.actor();
  const ticket = newSecret();
  const identity = {
    userId: actor.userId,
    sessionId: actor.sessionId,
    ...livePlaceOf(shownPlaceOf(actor)),
  };
  const expiresAtMs = call.nowMs + TICKET_SECONDS * 1000;
  return call.commit({
    reads: {},
    decide: () => ({
      changes: [create(LiveTickets, { hash: sha256(ticket), identity, expiresAtMs })],
      answer: { status: 201 as const, body: { ticket, expiresInSeconds: TICKET_SECONDS } },
    }),
  });
});
