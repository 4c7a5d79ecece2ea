import { listIdentities } from '#contract/areas/identities.ts';
import { allIdentityRefs } from '#data/identity.ts';
import { actorRef } from '#data/person.ts';
import { findTogether } from '#data/read.ts';
import { LOG_IN_PROVIDERS } from '#domain/identity.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { configuredProviders } from '#runtime/social-log-in.ts';

export const handler = endpoint(listIdentities, async (call) => {
  const { userId } = call.actor();
  const { actor, ...identities } = await findTogether({ actor: actorRef(userId), ...allIdentityRefs(userId) });
  const configured = configuredProviders();
  const items = LOG_IN_PROVIDERS.filter((provider) => configured.includes(provider) || identities[provider]).map(
    (provider) => {
      const identity = identities[provider];
      return {
        provider,
        linked: identity !== undefined,
        email: identity?.email ?? null,
        linkedAt: identity?.linkedAt ?? null,
      };
    },
  );
  return { status: 200, body: { hasPassword: actor?.passwordless !== true, items } } as const;
});
