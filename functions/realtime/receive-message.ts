import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { type LiveAnswer, LiveRequest } from '#contract/live.ts';
import { countRequest } from '#data/rate.ts';
import { nowMs } from '#runtime/clock.ts';
import { identityOf, type LiveEvent, tellConnection } from '#runtime/live.ts';
import { resumePushes } from '#runtime/live-resume.ts';
import { joinRoom, leaveRoom } from '#runtime/live-rooms.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Messages one connection may send; a screen joins a room or two, and pings come every five minutes. */
const BUDGET = { name: 'live', limit: 60, windowSeconds: 60 };

/** Answers one message of a client: ping, join, leave, or everything since an event. */
export async function handler(event: LiveEvent): Promise<APIGatewayProxyStructuredResultV2> {
  const { connectionId } = event.requestContext;
  await tellConnection(connectionId, await answerTo(event, connectionId));
  return { statusCode: 200 };
}

async function answerTo(event: LiveEvent, connectionId: string): Promise<LiveAnswer> {
  const verdict = await countRequest(`connection#${connectionId}`, BUDGET, nowMs());
  if (!verdict.allowed) return { refused: 'rate_limited' };
  const request = z.safeParse(LiveRequest, parsed(event.body ?? ''));
  if (!request.success) return { refused: 'bad_message' };
  const asked = request.data;
  const identity = identityOf(event);
  if ('ping' in asked) return { pong: true };
  const context = systemCommitContext();
  if ('join' in asked) return joinRoom(context, identity, connectionId, asked.join);
  if ('leave' in asked) return leaveRoom(context, identity, connectionId, asked.leave);
  return resumePushes(identity, connectionId, asked.resumeAfter, context.nowMs);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
