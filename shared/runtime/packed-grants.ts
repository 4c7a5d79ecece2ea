import type { Endpoint } from '#contract/endpoint.ts';
import { CAMPAIGN_GRANTS, type CampaignGrant } from '#contract/permissions.ts';
import type { CampaignGrants } from '#domain/roles.ts';

/**
 * The grants that the function of an endpoint has to know of: that on the campaign of its path, all where the thing it reads says which campaign it is about,
 * all where people ask about themselves, and none elsewhere.
 */
export function grantsFor(
  { allow, byGrant }: Pick<Endpoint, 'allow' | 'byGrant'>,
  grants: CampaignGrants | undefined,
  params: Readonly<Record<string, string | undefined>> | undefined,
): CampaignGrants | undefined {
  if (!grants || allow === 'anyone') return undefined;
  if (byGrant === 'thing' || allow.includes('account:self')) return grants;
  const campaignId = byGrant === 'path' ? params?.campaignId : undefined;
  const there = campaignId === undefined ? undefined : grants[campaignId];
  return campaignId !== undefined && there ? { [campaignId]: there } : undefined;
}

/** Grants as one text, since the gateway passes nothing else: `cmp_…:campaign+budget,cmp_…:budget`; at most some 3 kB. */
export function packGrants(grants: CampaignGrants): string {
  return Object.entries(grants)
    .map(([campaignId, given]) => `${campaignId}:${CAMPAIGN_GRANTS.filter((one) => given.includes(one)).join('+')}`)
    .sort()
    .join();
}

/** What `packGrants` made a text of; grants that there are no more are left out. */
export function unpackGrants(packed: string): CampaignGrants {
  const pairs = packed.split(',').map((pair): [string, CampaignGrant[]] => {
    const [campaignId = '', names = ''] = pair.split(':');
    return [campaignId, CAMPAIGN_GRANTS.filter((grant) => names.split('+').includes(grant))];
  });
  return Object.fromEntries(pairs.filter(([, grants]) => grants.length > 0));
}
