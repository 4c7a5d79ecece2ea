import type { Endpoint } from './endpoint.ts';
import type { Permission } from './permissions.ts';

/**
 * The permissions that an API key may hold, its scopes, and what each lets it do. What binds the workspace, moves its money or is about people, accounts and
 * the workspace itself takes a person, so those permissions are not here; an endpoint that asks for one of these takes keys, and no other does.
 */
export const KEY_SCOPES = {
  'brand:read': 'Read the brands.',
  'brand:write': 'Add, change and archive brands.',
  'campaign:read': 'Read campaigns with their timeline and budget.',
  'campaign:write': 'Create, change, publish, pause, cancel and complete campaigns.',
  'influencer:read': 'Read the profile of an influencer.',
  'influencer:search': 'Search for influencers.',
  'application:read': 'Read applications to campaigns.',
  'application:decide': 'Approve and reject applications.',
  'offer:read': 'Read offers with their versions.',
  'contract:read': 'Read contracts.',
  'content:read': 'Read submitted content and its comments.',
  'content:review': 'Approve content, reject it or ask for changes.',
  'content:comment': 'Comment on content.',
  'message:read': 'Read the talks with creators.',
  'payment:read': 'Read the state of payments.',
  'invoice:read': 'Read invoices and download them.',
  'ledger:read': 'Read the ledger of the workspace.',
  'analytics:read': 'Read the overview and the performance of campaigns.',
  'receipt:read': 'Read the receipts behind numbers.',
} as const satisfies Partial<Record<Permission, string>>;

export type KeyScope = keyof typeof KEY_SCOPES;

/** Every scope, in the order in which they are explained. */
export const KEY_SCOPE_NAMES = Object.keys(KEY_SCOPES) as [KeyScope, ...KeyScope[]];

/** Whether a text is a scope that there is (still). */
export function isKeyScope(text: string): text is KeyScope {
  return text in KEY_SCOPES;
}

/** The scopes of which a key needs one to call an endpoint; none for an endpoint that takes no keys. */
export function scopesOf({ allow }: Pick<Endpoint, 'allow'>): KeyScope[] {
  return allow === 'anyone' ? [] : allow.filter(isKeyScope);
}

type AllowedAt<E> = E extends { allow: readonly (infer P)[] } ? P : never;

/** Whether an endpoint takes keys, as a type: there a handler must do without a person. */
export type CallableByKey<E> = [Extract<AllowedAt<E>, KeyScope>] extends [never] ? false : true;

/** What every key begins with, so that it is recognised where it should not be. */
export const KEY_PREFIX = 'accord_';

/** How many keys a workspace may have. */
export const MAX_API_KEYS = 50;
