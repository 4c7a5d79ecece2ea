import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { MEMBER_ROLES } from '../permissions.ts';
import { CountryCode, Done, Email, Instant, id, Timezone, text } from '../schemas.ts';
import { Me, Password } from './auth.ts';
import { MemberView, workspaceParams } from './workspaces.ts';

const Role = z.enum(MEMBER_ROLES);

export const INVITATION_STATES = ['open', 'expired'] as const;

export const InvitationView = z.strictObject({
  invitationId: id('invitation'),
  email: Email,
  role: Role,
  state: z.enum(INVITATION_STATES),
  sentAt: Instant,
  expiresAt: Instant,
});
z.globalRegistry.add(InvitationView, { id: 'Invitation' });

const memberParams = z.strictObject({ workspaceId: id('workspace'), userId: id('user') });
const invitationParams = z.strictObject({ workspaceId: id('workspace'), invitationId: id('invitation') });

export const listMembers = defineEndpoint({
  id: 'members.list-members',
  method: 'GET',
  path: '/workspaces/{workspaceId}/members',
  allow: ['workspace:read'],
  params: workspaceParams,
  responses: { 200: z.strictObject({ items: z.array(MemberView) }) },
  errors: ['not_found'],
  summary: 'The members of a workspace, with their roles.',
});

export const changeRole = defineEndpoint({
  id: 'members.change-role',
  method: 'PATCH',
  path: '/workspaces/{workspaceId}/members/{userId}',
  allow: ['member:manage'],
  idempotent: true,
  params: memberParams,
  body: z.strictObject({ role: Role }),
  responses: { 200: MemberView },
  errors: ['not_found', 'role_not_yours_to_give', 'member_above_you', 'last_owner'],
  summary:
    'Change the role of a member; it holds from their next request on. Nobody gives more than they hold themselves.',
});

export const removeMember = defineEndpoint({
  id: 'members.remove-member',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/members/{userId}',
  allow: ['member:manage'],
  idempotent: true,
  params: memberParams,
  responses: { 200: Done },
  errors: ['not_found', 'member_above_you', 'last_owner'],
  summary: 'Remove a member; they are out from their next request on.',
});

export const inviteMember = defineEndpoint({
  id: 'members.invite-member',
  method: 'POST',
  path: '/workspaces/{workspaceId}/invitations',
  allow: ['member:manage'],
  rate: 'invitations',
  params: workspaceParams,
  body: z.strictObject({ email: Email, role: Role }),
  responses: { 201: InvitationView },
  errors: [
    'not_found',
    'role_not_yours_to_give',
    'already_member',
    'already_invited',
    'workspace_full',
    'invitation_not_mailed',
  ],
  summary: 'Invite somebody by e-mail; the link works once, for seven days.',
});

export const listInvitations = defineEndpoint({
  id: 'members.list-invitations',
  method: 'GET',
  path: '/workspaces/{workspaceId}/invitations',
  allow: ['member:manage'],
  params: workspaceParams,
  responses: { 200: z.strictObject({ items: z.array(InvitationView) }) },
  errors: ['not_found'],
  summary: 'The invitations nobody has accepted yet, newest first.',
});

export const resendInvitation = defineEndpoint({
  id: 'members.resend-invitation',
  method: 'POST',
  path: '/workspaces/{workspaceId}/invitations/{invitationId}/resend',
  allow: ['member:manage'],
  rate: 'invitations',
  params: invitationParams,
  responses: { 200: InvitationView },
  errors: ['not_found', 'role_not_yours_to_give', 'invitation_just_sent', 'invitation_not_mailed'],
  summary: 'Mail an invitation again, with a new link and seven more days; the old link is dead.',
});

export const revokeInvitation = defineEndpoint({
  id: 'members.revoke-invitation',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/invitations/{invitationId}',
  allow: ['member:manage'],
  idempotent: true,
  params: invitationParams,
  responses: { 200: Done },
  errors: ['not_found', 'role_not_yours_to_give'],
  summary: 'Take an invitation back; its link is dead at once.',
});

/** What follows the # of a mailed link: the workspace, the address as a hash, and 256 random bits. It never stands in a path or a query. */
const Token = z
  .string()
  .check(z.regex(/^wsp_[0-9A-HJKMNP-TV-Z]{26}\.[\w-]{43}\.[\w-]{43}$/, 'must be the whole link of the e-mail'));

export const lookUpInvitation = defineEndpoint({
  id: 'invitations.look-up-invitation',
  method: 'POST',
  path: '/invitations/look-up',
  allow: 'anyone',
  body: z.strictObject({ token: Token }),
  responses: {
    200: z.strictObject({
      workspaceName: z.string(),
      role: Role,
      email: Email,
      expiresAt: Instant,
      /** Whether there is an account with this address already, which then has to sign in. */
      hasAccount: z.boolean(),
    }),
  },
  errors: ['invitation_invalid', 'invitation_expired', 'invitation_used'],
  summary: 'What an invitation is about, for whoever holds its link.',
});

export const acceptInvitation = defineEndpoint({
  id: 'invitations.accept-invitation',
  method: 'POST',
  path: '/invitations/accept',
  allow: ['account:self'],
  body: z.strictObject({ token: Token }),
  responses: { 200: Me },
  errors: [
    'invitation_invalid',
    'invitation_expired',
    'invitation_used',
    'invitation_for_another_address',
    'invitation_not_for_this_account',
    'already_member',
    'workspace_full',
    'too_many_workspaces',
  ],
  summary: 'Join a workspace with the account of the invited address; this session works in it from then on.',
});

export const signUpInvited = defineEndpoint({
  id: 'invitations.sign-up-invited',
  method: 'POST',
  path: '/invitations/sign-up',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({
    token: Token,
    name: text(1, 120),
    password: Password,
    country: CountryCode,
    timezone: z._default(Timezone, 'UTC'),
    consents: z.strictObject({
      terms: z.literal(true, 'accept the terms to sign up'),
      marketing: z._default(z.boolean(), false),
    }),
  }),
  responses: { 201: z.strictObject({ email: Email }) },
  errors: [
    'weak_password',
    'invitation_invalid',
    'invitation_expired',
    'invitation_used',
    'email_taken',
    'workspace_full',
  ],
  summary: 'Open an account with the invited address, which its link has proven, and join the workspace.',
});

export const memberEndpoints = [
  listMembers,
  changeRole,
  removeMember,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  lookUpInvitation,
  acceptInvitation,
  signUpInvited,
] as const;
