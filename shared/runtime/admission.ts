import type { Endpoint } from '#contract/endpoint.ts';
import { Failure } from '#contract/failure.ts';
import { scopesOf } from '#contract/key-scopes.ts';
import { may, mayOn } from '#contract/permissions.ts';
import type { Caller, KeyActor } from './actor.ts';

/** Why a caller was let in, and so what they may do there. */
export interface Admission {
  /** What is asked for is about this campaign: throws not_allowed for whom only a grant on another one let in; undefined stands for no campaign. */
  onCampaign(campaignId: string | undefined): void;
  /** Throws when a grant let somebody in and the handler has not said which campaign it is about: nothing may be written or answered then. */
  demandCampaignSaid(): void;
  /** What is answered was answered to the same caller before, when they were allowed it. */
  isRepeat(): void;
}

const EVERYWHERE: Admission = { onCampaign: () => {}, demandCampaignSaid: () => {}, isRepeat: () => {} };

/**
 * Lets a caller in by role, by the scope of a key, or by a grant on a campaign; throws not_signed_in, not_allowed, key_not_accepted or scope_missing otherwise.
 * A grant on another campaign than the one in the path lets nobody in.
 */
export function admit(
  declared: Endpoint,
  caller: Caller | undefined,
  params: Readonly<Record<string, string | undefined>> | undefined,
): Admission {
  const { allow, byGrant } = declared;
  if (allow === 'anyone') return EVERYWHERE;
  if (!caller) throw new Failure('not_signed_in');
  if (caller.kind === 'key') demandScope(declared, caller);
  if (caller.kind === 'key' || allow.some((permission) => may(caller.role, permission))) return EVERYWHERE;
  const { role } = caller;
  const granted = Object.entries((caller.kind === 'member' ? caller.grants : undefined) ?? {})
    .filter(([, grants]) => allow.some((permission) => mayOn(role, grants, permission)))
    .map(([campaignId]) => campaignId);
  if (byGrant === 'thing' && granted.length > 0) return onlyOn(declared, granted);
  if (byGrant === 'path' && granted.some((campaignId) => campaignId === params?.campaignId)) return EVERYWHERE;
  throw new Failure('not_allowed');
}

function onlyOn(declared: Endpoint, granted: readonly string[]): Admission {
  let isSaid = false;
  return {
    onCampaign: (campaignId) => {
      if (campaignId === undefined || !granted.includes(campaignId)) throw new Failure('not_allowed');
      isSaid = true;
    },
    demandCampaignSaid: () => {
      if (!isSaid)
        throw new Error(
          `${declared.id} lets in by grant, but its handler did not say by call.onCampaign which campaign it is about.`,
        );
    },
    isRepeat: () => {
      isSaid = true;
    },
  };
}

function demandScope(declared: Endpoint, { scopes }: KeyActor): void {
  const needed = scopesOf(declared);
  if (needed.length === 0) throw new Failure('key_not_accepted');
  if (!needed.some((scope) => scopes.includes(scope)))
    throw new Failure('scope_missing', `Give the key the scope ${needed.join(' or ')}.`);
}
