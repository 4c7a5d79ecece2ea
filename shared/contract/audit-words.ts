import { DOCUMENT_NAMES } from '#domain/documents.ts';
import type { FieldChange } from '#domain/field-change.ts';
import { LOG_IN_PROVIDER_NAMES } from '#domain/identity.ts';
import { amountText } from '#domain/money-text.ts';
import type { ScanReason } from '#domain/scan.ts';
import type { AuditedEvent } from './audit-kinds.ts';
import type { EventData, EventType } from './events.ts';

type Words<T extends EventType> = string | ((data: EventData<T>) => string);

const SESSION_ENDS: Record<EventData<'SessionEnded'>['reason'], (count: number) => string> = {
  log_out: () => 'Logged out',
  reuse: () => 'A session was ended because its cookie was used twice: somebody may have copied it',
  password_reset: () => 'Reset the password; every session ended',
  revoked: (count) => (count === 1 ? 'Ended a session' : `Ended ${count} sessions`),
};

/** Why a file was refused that no malware was found in. */
const REFUSED_FILES: Record<string, string> = {
  archive_or_program: 'it is or contains an archive or a program',
  not_scannable: 'it cannot be scanned for malware',
  scan_failed: 'the scan for malware failed',
} satisfies Record<Exclude<ScanReason, 'malware_found'>, string>;

/** What each listed event is called in the logs. */
export const AUDIT_WORDS: { [T in AuditedEvent]: Words<T> } = {
  AccountOpened: ({ provider }) =>
    provider ? `Account opened with ${LOG_IN_PROVIDER_NAMES[provider]}` : 'Account opened',
  AccountChanged: 'Changed personal details',
  ConsentsChanged: ({ accepted, changes }) =>
    [
      ...(accepted.length > 0
        ? [`Accepted ${accepted.map(({ document }) => `the ${DOCUMENT_NAMES[document]}`).join(' and ')}`]
        : []),
      ...(changes.length > 0 ? ['Changed privacy preferences'] : []),
    ].join('; '),
  SessionStarted: 'Logged in',
  SessionEnded: ({ reason, sessionIds }) => SESSION_ENDS[reason](sessionIds.length),
  SessionSteppedUp: 'Confirmed again that it is them',
  LogInFailed: ({ step }) =>
    step === 'password'
      ? 'A log-in with a wrong password was refused'
      : 'A log-in with a wrong second factor was refused',
  PasswordChanged: 'Changed the password',
  PasswordSet: 'Set a password',
  IdentityLinked: ({ provider }) => `Linked ${LOG_IN_PROVIDER_NAMES[provider]} as a way to sign in`,
  IdentityUnlinked: ({ provider }) => `Unlinked ${LOG_IN_PROVIDER_NAMES[provider]} as a way to sign in`,
  EmailChangeRequested: 'Asked for another e-mail address',
  EmailChanged: 'Changed the e-mail address',
  SecondFactorEnabled: 'Turned the second factor on',
  SecondFactorDisabled: 'Turned the second factor off',
  PhoneFactorAdded: 'Set a phone up for codes by SMS',
  PhoneFactorRemoved: ({ last }) =>
    last ? 'Removed the phone for codes by SMS, and with it the second factor' : 'Removed the phone for codes by SMS',
  RecoveryCodesRenewed: 'Made new recovery codes',
  RecoveryCodeUsed: ({ codesLeft }) => `Used a recovery code; ${codesLeft} left`,
  WorkspaceCreated: 'Created the workspace',
  WorkspaceChanged: 'Changed the settings of the workspace',
  WorkspaceSwitched: 'Went on in another workspace',
  WorkspaceClosed: 'Closed the workspace',
  OwnershipOffered: 'Offered the ownership',
  OwnershipOfferEnded: 'Took back or declined an offer of the ownership',
  OwnershipTransferred: 'Took the ownership over',
  MemberInvited: ({ role }) => `Invited somebody as ${role}`,
  InvitationResent: 'Sent an invitation again',
  InvitationRevoked: 'Took an invitation back',
  MemberJoined: ({ role }) => `Joined as ${role}`,
  MemberRoleChanged: 'Changed the role of a member',
  MemberGrantsChanged: ({ title, reason }) =>
    reason === 'changed'
      ? `Changed what a member may do on the campaign “${title}”`
      : `What a member was given on the campaign “${title}” ended with it`,
  MemberRemoved: 'Removed a member',
  MemberLeft: 'Left the workspace',
  UploadInspected: ({ fileName = 'without a name', reason }) =>
    reason === 'malware_found'
      ? `Malware was found in the uploaded file “${fileName}”; it was removed`
      : `The uploaded file “${fileName}” was refused and removed: ${REFUSED_FILES[reason ?? ''] ?? 'it is not what it says'}`,
  DocumentAccessChanged: ({ title }) => `Changed who sees the document “${title}”`,
  DocumentLinkCreated: ({ title }) => `Made a link to the document “${title}”`,
  DocumentLinkEnded: ({ title }) => `Ended a link to the document “${title}”`,
  DocumentDeleted: ({ title }) => `Deleted the document “${title}”`,
  BrandAdded: 'Added a brand',
  BrandChanged: 'Changed a brand',
  BrandArchived: 'Archived a brand',
  BrandProfileSaved: 'Saved the brand profile',
  BrandVerificationChanged: ({ state }) =>
    state === 'verified' ? 'Verified a brand' : 'Took back that a brand is verified',
  InvoiceTemplateSaved: 'Changed the template of invoices',
  ScreeningPolicySaved: 'Changed how content is screened',
  RuleSaved: ({ name, enabled, isNew }) =>
    `${isNew ? 'Wrote' : 'Changed'} the rule “${name}”, which is ${enabled ? 'on' : 'off'}`,
  RuleDeleted: ({ name }) => `Deleted the rule “${name}”`,
  PublishingAsked: ({ title }) => `Asked to have “${title}” published`,
  PublishingDeclined: ({ title }) => `Declined to publish “${title}”`,
  PublishingWithdrawn: ({ title }) => `No longer asks to have “${title}” published`,
  CampaignStatusChanged: ({ title }) => `Approved and published “${title}”`,
  ReleaseApprovalAsked: ({ amount }) => `A release of ${amountText(amount)} waits for a second person`,
  ReleaseApproved: ({ amount }) => `Approved a release of ${amountText(amount)}`,
  ReleaseDeclined: ({ amount }) => `Declined a release of ${amountText(amount)}`,
  ReleaseReserved: ({ amount }) => `Released ${amountText(amount)} without a second person, on the agreed day`,
  AdjustmentPosted: ({ objectId, reverses }) =>
    reverses
      ? `Took back how the ledger was put right about ${objectId}`
      : `Put the ledger right about ${objectId}, which two people of Accord stand behind`,
  ApiKeyCreated: ({ name, scopes }) => `Created the API key “${name}” for ${scopes.join(', ')}`,
  ApiKeyChanged: ({ before }) => `Changed the API key “${before.name}”`,
  ApiKeyRevoked: ({ name }) => `Revoked the API key “${name}”`,
  WebhookCreated: ({ host }) => `Created a webhook to ${host}`,
  WebhookChanged: ({ before }) => `Changed the webhook to ${before.host}`,
  WebhookSecretRotated: 'Rotated the signing secret of a webhook',
  WebhookDeleted: ({ host }) => `Deleted the webhook to ${host}`,
  WebhookDisabled: ({ host, reason }) =>
    reason === 'gone' ? `Disabled the webhook to ${host}, which is gone` : `Disabled the failing webhook to ${host}`,
  WebhookDeliveryRequested: ({ kind, more = [] }) => {
    if (kind === 'test') return 'Sent a test to a webhook';
    return more.length > 0
      ? `Sent ${more.length + 1} deliveries to a webhook again`
      : 'Sent a delivery to a webhook again';
  },
};

type Terms = Readonly<Record<string, string | null | readonly string[]>>;

/** What of some terms differs, lists as texts. */
function differences(before: Terms, after: Terms): FieldChange[] {
  const text = (value: Terms[string] | undefined) =>
    Array.isArray(value) ? value.join(', ') : (value as string | null);
  return Object.keys(after)
    .map((field) => ({ field, from: text(before[field]), to: text(after[field]) }))
    .filter(({ from, to }) => from !== to);
}

/** Old and new of events that say it in fields of their own instead of in `changes`. */
export const AUDIT_CHANGES: { [T in AuditedEvent]?: (data: EventData<T>) => FieldChange[] } = {
  AccountOpened: ({ accepted = [], marketing }) => [
    ...accepted.map(({ document, version }) => ({ field: document, from: null, to: version })),
    ...(marketing === undefined ? [] : [{ field: 'marketing', from: null, to: marketing }]),
  ],
  SecondFactorEnabled: () => [{ field: 'second factor', from: false, to: true }],
  SecondFactorDisabled: () => [{ field: 'second factor', from: true, to: false }],
  // Of a number no more is on record than is shown of it.
  PhoneFactorAdded: ({ endsIn }) => [{ field: 'phone that ends in', from: null, to: endsIn }],
  PhoneFactorRemoved: ({ endsIn }) => [{ field: 'phone that ends in', from: endsIn, to: null }],
  // Neither the old nor the new one is anybody's business.
  PasswordChanged: () => [{ field: 'password' }],
  PasswordSet: () => [{ field: 'password' }],
  IdentityLinked: ({ provider }) => [{ field: LOG_IN_PROVIDER_NAMES[provider], from: false, to: true }],
  IdentityUnlinked: ({ provider }) => [{ field: LOG_IN_PROVIDER_NAMES[provider], from: true, to: false }],
  EmailChanged: () => [{ field: 'e-mail' }],
  ConsentsChanged: ({ accepted, changes }) => [
    ...accepted.map(({ document, version, before }) => ({ field: document, from: before, to: version })),
    ...changes,
  ],
  WorkspaceSwitched: ({ from, to }) => [{ field: 'workspace', from, to }],
  OwnershipTransferred: () => [
    { field: 'previous owner', from: 'owner', to: 'manager' },
    { field: 'new owner', to: 'owner' },
  ],
  MemberRoleChanged: ({ from, to }) => [{ field: 'role', from, to }],
  MemberGrantsChanged: ({ from, to }) => [
    // Nothing at all is told as nothing, as for who is no member.
    { field: 'access', from: from.join(', ') || null, to: to.join(', ') || null },
  ],
  ApiKeyChanged: ({ before, after }) => differences(before, after),
  WebhookChanged: ({ before, after }) => differences(before, after),
  MemberJoined: ({ role }) => [{ field: 'role', from: null, to: role }],
  MemberRemoved: ({ role }) => [{ field: 'role', from: role, to: null }],
  MemberLeft: ({ role }) => [{ field: 'role', from: role, to: null }],
};

/** Reasons for which sessions end by somebody who had proved who they are, by cookie or by a mailed code. */
export const PROVEN_ENDS: readonly unknown[] = ['log_out', 'password_reset'];

/** Events of somebody without a session who had proved who they are, by password, cookie or a mailed link. */
export const PROVEN_EVENTS: readonly AuditedEvent[] = [
  'AccountOpened',
  'SessionStarted',
  'RecoveryCodeUsed',
  'MemberJoined',
];
