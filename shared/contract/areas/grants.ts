import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { CAMPAIGN_GRANTS, MEMBER_ROLES } from '../permissions.ts';
import { Done, Email, id } from '../schemas.ts';

const Grants = z.array(z.enum(CAMPAIGN_GRANTS));

/** What a member may do on one campaign beside what their role gives them everywhere. */
export const GrantsOnCampaign = z.strictObject({ campaignId: id('campaign'), grants: Grants });
z.globalRegistry.add(GrantsOnCampaign, { id: 'GrantsOnCampaign' });

/** A member who may do more on a campaign than their role gives. */
export const CampaignMember = z.strictObject({
  userId: id('user'),
  name: z.string(),
  email: Email,
  role: z.enum(MEMBER_ROLES),
  grants: Grants,
});
z.globalRegistry.add(CampaignMember, { id: 'CampaignMember' });

const memberParams = z.strictObject({ workspaceId: id('workspace'), userId: id('user') });
const grantParams = z.extend(memberParams, { campaignId: id('campaign') });

export const listGrants = defineEndpoint({
  id: 'members.list-grants',
  method: 'GET',
  path: '/workspaces/{workspaceId}/members/{userId}/grants',
  allow: ['workspace:read'],
  params: memberParams,
  responses: { 200: z.strictObject({ items: z.array(GrantsOnCampaign) }) },
  errors: ['not_found'],
  summary: 'What a member may do on single campaigns beside what their role gives.',
});

export const putGrants = defineEndpoint({
  id: 'members.put-grants',
  method: 'PUT',
  path: '/workspaces/{workspaceId}/members/{userId}/grants/{campaignId}',
  allow: ['member:manage'],
  idempotent: true,
  params: grantParams,
  body: z.strictObject({
    /** All that the member has there from then on. */
    grants: Grants.check(
      z.minLength(1, 'name at least one, or take the access away with DELETE'),
      z.refine((grants) => new Set(grants).size === grants.length, 'must name each only once'),
    ),
  }),
  responses: { 200: GrantsOnCampaign },
  errors: ['not_found', 'validation_failed', 'grant_not_yours_to_give', 'limit_reached'],
  summary:
    'Give a member more on one campaign than their role gives; it holds from their next request on. Nobody gives or takes what their own role does not include.',
});

export const revokeGrants = defineEndpoint({
  id: 'members.revoke-grants',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/members/{userId}/grants/{campaignId}',
  allow: ['member:manage'],
  idempotent: true,
  params: grantParams,
  responses: { 200: Done },
  errors: ['not_found', 'grant_not_yours_to_give'],
  summary:
    'Take away what a member was given on one campaign; from their next request on they may do there what their role gives.',
});

export const listAccess = defineEndpoint({
  id: 'members.list-access',
  method: 'GET',
  path: '/campaigns/{campaignId}/access',
  allow: ['workspace:read'],
  params: z.strictObject({ campaignId: id('campaign') }),
  responses: { 200: z.strictObject({ items: z.array(CampaignMember) }) },
  errors: ['not_found'],
  summary:
    'The members who may do more on a campaign than their role gives, and what; everybody else may do what their role gives.',
});

export const grantEndpoints = [listGrants, putGrants, revokeGrants, listAccess] as const;
