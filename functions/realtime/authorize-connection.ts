import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { LIVE_PROTOCOL } from '#contract/live.ts';
import { commit } from '#data/commit.ts';
import { type LiveIdentity, ticketRef } from '#data/live.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { setting } from '#runtime/config.ts';
import { sha256 } from '#runtime/hash.ts';
import { isStillAt, toAuthorizerContext } from '#runtime/live.ts';
import { log } from '#runtime/log.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const PROTOCOLS = new RegExp(`^${LIVE_PROTOCOL}, ?([A-Za-z0-9_-]{43})$`);

/** Lets a WebSocket in that our own pages opened with a ticket nobody has used: cookies and tokens play no part, so no other site can open one. */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  if (headerOf(event, 'origin') !== setting('SITE_ORIGIN')) return verdict(event, 'wrong origin');
  const ticket = PROTOCOLS.exec(headerOf(event, 'sec-websocket-protocol') ?? '')?.[1];
  if (!ticket) return verdict(event, 'no ticket');
  const identity = await consumeTicket(ticket);
  return identity
    ? verdict(event, identity)
    : verdict(event, 'no session, or another role or workspace since, or the ticket is used, expired or unknown');
}

/** Consumes a ticket of a session that lasts and still works where it did; of two connections with the same one, only one gets the identity. */
async function consumeTicket(ticket: string): Promise<LiveIdentity | undefined> {
  const context = systemCommitContext();
  const hash = sha256(ticket);
  const outcome = await commit(context, {
    reads: { ticket: ticketRef(hash) },
    more: async ({ ticket: stored }) => (stored ? findOne(actorRef(stored.identity.userId)) : undefined),
    decide: ({ ticket: stored }, actor) => {
      if (!stored || stored.expiresAtMs <= context.nowMs) return refuse('ticket_unknown');
      if (!isStillAt(stored.identity, actor, context.nowMs)) return refuse('session_ended');
      return {
        changes: [
          {
            kind: 'delete' as const,
            key: ticketRef(hash).key,
            when: [{ path: 'expiresAtMs', is: '=' as const, value: stored.expiresAtMs }],
            otherwise: 'ticket_used',
          },
        ],
        answer: { status: 200, body: stored.identity },
      };
    },
  });
  return isRefused(outcome) ? undefined : outcome.body;
}

function verdict(event: APIGatewayRequestAuthorizerEvent, finding: LiveIdentity | string): APIGatewayAuthorizerResult {
  const refused = typeof finding === 'string';
  if (refused) log.info('a live connection was refused', { reason: finding });
  return {
    principalId: refused ? 'nobody' : finding.userId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: refused ? 'Deny' : 'Allow', Resource: event.methodArn }],
    },
    ...(refused ? {} : { context: toAuthorizerContext(finding) }),
  };
}

/** Header names of WebSocket events come as the client wrote them. */
function headerOf(event: APIGatewayRequestAuthorizerEvent, name: string): string | undefined {
  return Object.entries(event.headers ?? {}).find(([given]) => given.toLowerCase() === name)?.[1];
}
