import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError, type Platform } from '#local/kernel.ts';
import { type JsonBody, optionalTextOf, textOf } from '../json-service.ts';
import { type ClientSettings, findClient, findPool } from './pool-settings.ts';
import type { PoolContext } from './pool-users.ts';

/** A call that names its app client: the client, its pool, and the body. */
export interface ClientCall extends PoolContext {
  client: ClientSettings;
  body: JsonBody;
}

/** Finds the client and pool that an unsigned call names; ResourceNotFoundException when there is no such client. */
export function openClientCall(platform: Platform, body: JsonBody): ClientCall {
  const client = findClient(platform, textOf(body, 'ClientId'));
  return { platform, client, pool: findPool(platform, client.poolId), body };
}

/** NotAuthorizedException unless SECRET_HASH is HMAC-SHA256(client secret, name + client id) in base64, for clients with a secret. */
export function requireSecretHash(client: ClientSettings, name: string, given: string | undefined): void {
  if (client.secret === undefined) return;
  if (given === undefined)
    throw new AwsError(
      'NotAuthorizedException',
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
  const expected = createHmac('sha256', client.secret)
    .update(name + client.id)
    .digest();
  const actual = Buffer.from(given, 'base64');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    throw new AwsError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}

/** The username of an unsigned call, its secret hash checked. */
export function usernameOf({ client, body }: ClientCall): string {
  const username = textOf(body, 'Username');
  requireSecretHash(client, username, optionalTextOf(body, 'SecretHash'));
  return username;
}
