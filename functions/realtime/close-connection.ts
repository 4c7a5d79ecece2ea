import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { commit } from '#data/commit.ts';
import { connectionRef, forgetConnection } from '#data/live.ts';
import { identityOf, type LiveEvent } from '#runtime/live.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Forgets a connection that is over. The gateway does not promise to tell: entries end by themselves as well. */
export async function handler(event: LiveEvent): Promise<APIGatewayProxyStructuredResultV2> {
  const { connectionId } = event.requestContext;
  const { userId } = identityOf(event);
  await commit(systemCommitContext(), {
    reads: { connection: connectionRef(userId, connectionId) },
    decide: ({ connection }) => ({
      changes: connection ? forgetConnection(connection) : [],
      answer: { status: 200, body: null },
    }),
  });
  return { statusCode: 200 };
}
