import type { EndpointId } from '#contract/index.ts';
import type { Machine } from './stacks/areas.ts';

export type TableAccess = 'get' | 'query' | 'put' | 'update' | 'delete' | 'check';
export type Index = 'gsi1' | 'gsi2' | 'gsi3' | 'gsi4';
export type SecretName =
  | 'origin-verify'
  | 'signing'
  | 'stripe-secret-key'
  | 'stripe-webhook'
  | 'stripe-connect-webhook';

/** What one function may touch, and nothing more. A commit needs 'get' and whichever of put, update, delete and check it writes with. */
export interface Grant {
  table?: readonly TableAccess[];
  /** Queries on these indexes. */
  indexes?: readonly Index[];
  /** Cognito actions on the user pool; an empty list gives the pool's ids only. */
  pool?: readonly `Admin${string}`[] | readonly (`Admin${string}` | 'DescribeUserPoolClient')[];
  key?: readonly ('Encrypt' | 'Decrypt' | 'GenerateDataKey')[];
  secrets?: readonly SecretName[];
  mail?: true;
  /** PutEvents on the bus. */
  bus?: true;
  machines?: { start?: readonly Machine[]; signal?: readonly Machine[] };
  files?: readonly ('get' | 'put' | 'delete')[];
  /** Messages to open WebSocket connections. */
  sockets?: true;
}

const COMMIT = ['get', 'put', 'update', 'check'] as const;

const endpointGrants: Record<EndpointId, Grant> = {
  'auth.sign-up': { table: COMMIT, pool: ['DescribeUserPoolClient'] },
  'auth.confirm-sign-up': { table: COMMIT, pool: ['DescribeUserPoolClient', 'AdminGetUser'] },
  'auth.resend-code': { table: ['get'], pool: ['DescribeUserPoolClient'] },
  'auth.log-in': {
    table: COMMIT,
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth', 'AdminGetUser'],
    key: ['Encrypt'],
  },
  'auth.refresh-session': {
    table: COMMIT,
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth'],
    key: ['Encrypt', 'Decrypt'],
  },
  'auth.log-out': { table: COMMIT, pool: ['DescribeUserPoolClient'], key: ['Decrypt'] },
  'auth.forgot-password': { table: ['get'], pool: ['DescribeUserPoolClient'] },
  'auth.reset-password': { table: [...COMMIT, 'query'], pool: ['DescribeUserPoolClient', 'AdminUserGlobalSignOut'] },
  'users.get-me': { table: ['get'] },
  'users.update-me': { table: COMMIT },
  'workspaces.get-workspace': { table: ['get', 'query'] },
  'workspaces.update-workspace': { table: [...COMMIT, 'query'] },
  'brands.get-profile': { table: ['get'] },
  'brands.put-profile': { table: COMMIT },
  'influencers.get-profile': { table: ['get'] },
  'influencers.put-profile': { table: COMMIT },
  'influencers.get-influencer': { table: ['get'] },
  'campaigns.create-campaign': { table: COMMIT },
  'campaigns.list-campaigns': { table: ['query'], indexes: ['gsi1'], secrets: ['signing'] },
  'campaigns.get-campaign': { table: ['get'] },
  'campaigns.update-campaign': { table: COMMIT },
  'campaigns.delete-campaign': { table: [...COMMIT, 'delete'] },
  'system.get-health': {},
  'system.get-openapi': {},
};

/** Functions that are no endpoint: authorizer, reactions, schedules, streams, realtime and steps of machines, by `<folder>.<file>`. */
const backgroundGrants = {
  'authorizer.authorize-request': { table: ['get', 'update'], pool: [], secrets: ['origin-verify'] },
} as const satisfies Record<string, Grant>;

export type BackgroundId = keyof typeof backgroundGrants;

/** What each function may touch. */
export const grants: Record<EndpointId | BackgroundId, Grant> = { ...endpointGrants, ...backgroundGrants };

/** The grant of a function; throws when a handler file has none. */
export function getGrantOrThrow(id: string): Grant {
  const grant = (grants as Record<string, Grant | undefined>)[id];
  if (!grant) throw new Error(`The function ${id} has no grant; say in infra/grants.ts what it may touch.`);
  return grant;
}

/** Background grants whose handler file does not exist. */
export function grantsWithoutFile(fileIds: readonly string[]): string[] {
  return Object.keys(backgroundGrants).filter((id) => !fileIds.includes(id));
}
