import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { TICKET_SECONDS } from '../live.ts';

export const LiveTicket = z.strictObject({
  /** Offered once as the second subprotocol of the WebSocket. */
  ticket: z.string(),
  expiresInSeconds: z.literal(TICKET_SECONDS),
});
z.globalRegistry.add(LiveTicket, { id: 'LiveTicket' });

export const createTicket = defineEndpoint({
  id: 'live.create-ticket',
  method: 'POST',
  path: '/realtime/tickets',
  allow: ['account:self'],
  responses: { 201: LiveTicket },
  errors: [],
  summary: 'A one-time ticket for the WebSocket at /ws, good for 30 seconds.',
});

export const liveEndpoints = [createTicket] as const;
