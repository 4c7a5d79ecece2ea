import type { EndpointId } from '#contract/index.ts';
import type { Machine } from './stacks/areas.ts';
import type { QueueName } from './stacks/queues.ts';

export type TableAccess = 'get' | 'query' | 'put' | 'update' | 'delete' | 'check';
export type Index = 'gsi1' | 'gsi2' | 'gsi3' | 'gsi4';
export type SecretName =
  | 'origin-verify'
  | 'signing'
  | 'stripe-secret-key'
  | 'stripe-webhook'
  | 'stripe-connect-webhook'
  | 'social-clients';

/** `parts` and `abort`: what uploads in parts take besides `put`. */
export type FileAction = 'get' | 'put' | 'delete' | 'parts' | 'abort';
/** An action on the objects of the files bucket: on all, or on those below a folder (`put quarantine/`). */
export type FileAccess = FileAction | `${FileAction} ${string}/`;

/** Send to open WebSocket connections, or close them. */
export type SocketAction = 'tell' | 'close';

/** What one function may touch, and nothing more. A commit needs 'get' and whichever of put, update, delete and check it writes with. */
export interface Grant {
  /** It judges or uses the addresses of outgoing webhooks. */
  webhooks?: true;
  table?: readonly TableAccess[];
  /** Queries on these indexes. */
  indexes?: readonly Index[];
  /** Cognito actions on the user pool; an empty list gives the pool's ids only. */
  pool?: readonly `Admin${string}`[] | readonly (`Admin${string}` | 'DescribeUserPoolClient')[];
  key?: readonly ('Encrypt' | 'Decrypt' | 'GenerateDataKey')[];
  secrets?: readonly SecretName[];
  mail?: true;
  /** It sends codes by SMS, where the deployment does; or only says whether it does. */
  sms?: 'send' | 'ask';
  /** PutEvents on the bus. */
  bus?: true;
  machines?: { start?: readonly Machine[]; signal?: readonly Machine[] };
  /** The addresses of the social platforms and how we are known there. */
  social?: true;
  /** The user pool's own pages, which send people on to the providers of social log-in. */
  socialLogIn?: true;
  files?: readonly FileAccess[];
  /** What it does with the published heads of the audit log's chains. */
  auditHeads?: 'get' | 'put' | 'delete';
  /** It takes new passwords, which a service of breached ones is asked about where the deployment names one. */
  newPassword?: true;
  /** It asks VIES about VAT numbers. */
  vies?: true;
  /** It decides by the platform's fee table. */
  feeTiers?: true;
  /** It asks whoever scans files for malware. */
  malwareScan?: true;
  /** It screens: texts in a request, or media that were handed in, or it reads what was found in films. */
  screening?: 'texts' | 'media' | 'films';
  /** Queues it sends to. */
  queues?: readonly QueueName[];
  /** What it does with open WebSocket connections. */
  sockets?: readonly SocketAction[];
}

/** A commit that only puts whole items (with its event and idempotency result). */
const PUTS = ['get', 'put'] as const;
/** A reaction that wakes the release of a contract by its token. */
const WAKES_RELEASE = { table: ['get'], machines: { signal: ['escrow-release'] } } as const satisfies Grant;

/** A reaction that starts the release of a contract where none drives it. */
const DRIVES_RELEASE = {
  table: PUTS,
  machines: { start: ['escrow-release'], signal: ['escrow-release'] },
} as const satisfies Grant;

/** A reaction that brings what the search knows of an influencer up to date. */
const INDEXES_INFLUENCER = { table: [...PUTS, 'check'] } as const satisfies Grant;

/** What runs rules: a rule may do what members do by themselves, but for money. */
const RUNS_RULES = {
  table: [...PUTS, 'update', 'delete', 'check'],
  machines: { start: ['rule-wait'] },
  files: ['get search/'],
  queues: ['webhook-deliveries'],
} as const satisfies Grant;

/** A reaction that writes the state of an account into what is measured with it. */
const MARKS_MEASURES = { table: ['get', 'query', 'update', 'check'] } as const satisfies Grant;

const endpointGrants: Record<EndpointId, Grant> = {
  'auth.sign-up': {
    table: [...PUTS, 'update'],
    pool: ['DescribeUserPoolClient'],
    mail: true,
    newPassword: true,
  },
  'auth.confirm-sign-up': { table: [...PUTS, 'update', 'delete'], pool: ['DescribeUserPoolClient'] },
  'auth.resend-code': { table: ['get', 'update'], pool: ['DescribeUserPoolClient'] },
  'auth.log-in': {
    table: [...PUTS, 'update', 'delete', 'check'],
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth'],
    key: ['Encrypt'],
    sms: 'ask',
  },
  'auth.refresh-session': {
    table: [...PUTS, 'update', 'delete'],
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth'],
    key: ['Decrypt'],
  },
  'auth.log-out': { table: [...PUTS, 'update', 'delete'], pool: ['DescribeUserPoolClient'], key: ['Decrypt'] },
  'auth.forgot-password': { table: ['get', 'update'], pool: ['DescribeUserPoolClient'] },
  'auth.reset-password': {
    table: [...PUTS, 'update', 'delete'],
    pool: ['DescribeUserPoolClient', 'AdminUserGlobalSignOut'],
    newPassword: true,
  },
  'auth.step-up': {
    table: [...PUTS, 'update', 'delete'],
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth'],
    key: ['Decrypt'],
  },
  'auth.mail-step-up-code': { table: PUTS, mail: true },
  'auth.begin-social-log-in': { table: ['put'], socialLogIn: true },
  'auth.begin-linking': { table: PUTS, socialLogIn: true },
  'auth.take-social-answer': { table: [...PUTS, 'delete'], pool: ['DescribeUserPoolClient'], socialLogIn: true },
  'auth.finish-social-log-in': {
    table: [...PUTS, 'update', 'delete', 'check'],
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
    key: ['Encrypt'],
    secrets: ['signing'],
    sms: 'ask',
  },
  'auth.sign-up-socially': { table: PUTS, pool: ['AdminCreateUser', 'AdminSetUserPassword'] },
  'auth.list-identities': { table: ['get'], socialLogIn: true },
  'auth.link-identity': { table: [...PUTS, 'update', 'delete'] },
  'auth.unlink-identity': { table: [...PUTS, 'update', 'delete', 'check'], pool: ['AdminDeleteUser'] },
  'users.set-password': {
    table: [...PUTS, 'update', 'delete'],
    pool: ['AdminSetUserPassword'],
    newPassword: true,
  },
  'auth.get-second-factor': { table: ['get'], sms: 'ask' },
  'auth.enrol-second-factor': { table: PUTS, key: ['Encrypt'] },
  'auth.enrol-phone': { table: PUTS, key: ['Encrypt'], sms: 'send' },
  'auth.text-code': { table: [...PUTS, 'update', 'check'], key: ['Decrypt'], sms: 'send' },
  'auth.text-step-up-code': { table: [...PUTS, 'check'], key: ['Decrypt'], sms: 'send' },
  'auth.remove-phone': { table: [...PUTS, 'update', 'delete'] },
  'auth.verify-second-factor': {
    table: [...PUTS, 'update', 'delete'],
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth'],
    key: ['Decrypt'],
  },
  'auth.renew-recovery-codes': { table: PUTS },
  'auth.disable-second-factor': { table: [...PUTS, 'update', 'delete'] },
  'users.change-password': {
    table: [...PUTS, 'update', 'delete'],
    pool: ['DescribeUserPoolClient', 'AdminInitiateAuth', 'AdminSetUserPassword'],
    newPassword: true,
  },
  'users.request-email-change': { table: PUTS, mail: true },
  'users.confirm-email-change': { table: [...PUTS, 'update', 'delete'], pool: ['AdminUpdateUserAttributes'] },
  'auth.list-sessions': { table: ['query'] },
  'auth.end-session': { table: [...PUTS, 'update', 'delete'] },
  'auth.end-other-sessions': { table: [...PUTS, 'update', 'delete'] },
  'users.get-me': { table: ['get'] },
  'users.update-me': { table: PUTS },
  'workspaces.list-workspaces': { table: ['get'] },
  'workspaces.create-workspace': { table: [...PUTS, 'update'] },
  'workspaces.switch-workspace': { table: [...PUTS, 'update'] },
  'users.get-consents': { table: ['get'] },
  'users.put-consents': { table: PUTS },
  'users.get-activity': { indexes: ['gsi2'], secrets: ['signing'] },
  'workspaces.get-audit': { indexes: ['gsi1'], secrets: ['signing'] },
  'workspaces.verify-audit': { table: ['get', 'query'], secrets: ['signing'], auditHeads: 'get' },
  'workspaces.get-workspace': { table: ['query'] },
  'workspaces.get-invoice-template': { table: ['get'] },
  'workspaces.put-invoice-template': { table: PUTS },
  'workspaces.update-workspace': { table: [...PUTS, 'query', 'check'], vies: true },
  'workspaces.leave-workspace': { table: [...PUTS, 'update', 'delete'] },
  'workspaces.offer-ownership': { table: [...PUTS, 'update'] },
  'workspaces.accept-ownership': { table: [...PUTS, 'update'] },
  'workspaces.cancel-ownership': { table: [...PUTS, 'update'] },
  'workspaces.get-closing': { indexes: ['gsi4'] },
  'workspaces.close-workspace': { table: [...PUTS, 'query', 'update'], indexes: ['gsi4'] },
  'workspaces.list-brands': { table: ['query'] },
  'workspaces.create-brand': { table: [...PUTS, 'update'] },
  'workspaces.update-brand': { table: PUTS },
  'workspaces.archive-brand': { table: [...PUTS, 'check'] },
  'members.list-members': { table: ['query'] },
  'members.change-role': { table: [...PUTS, 'update'] },
  'members.remove-member': { table: [...PUTS, 'update', 'delete'] },
  'members.list-grants': { table: ['get'] },
  'members.put-grants': { table: [...PUTS, 'update', 'check'] },
  'members.revoke-grants': { table: [...PUTS, 'update'] },
  'members.list-access': { table: ['get', 'query'] },
  'members.invite-member': { table: [...PUTS, 'update'], mail: true },
  'members.list-invitations': { table: ['query'] },
  'members.resend-invitation': { table: [...PUTS, 'update'], mail: true },
  'members.revoke-invitation': { table: [...PUTS, 'update'] },
  'invitations.look-up-invitation': { table: ['get'] },
  'invitations.accept-invitation': { table: [...PUTS, 'update'] },
  'invitations.sign-up-invited': {
    table: [...PUTS, 'update'],
    pool: ['AdminCreateUser', 'AdminSetUserPassword'],
    newPassword: true,
  },
  'brands.get-profile': { table: ['get'] },
  'brands.put-profile': { table: PUTS },
  'influencers.get-profile': { table: ['get'] },
  'influencers.put-profile': { table: PUTS },
  'influencers.get-influencer': { table: ['get'] },
  'search.search-influencers': { indexes: ['gsi2'], secrets: ['signing'], files: ['get search/'] },
  'campaigns.create-campaign': { table: PUTS },
  'templates.list-templates': { table: ['query'] },
  'templates.save-template': { table: PUTS },
  'templates.delete-template': { table: [...PUTS, 'delete'] },
  'campaigns.list-campaigns': { table: ['get', 'query'], indexes: ['gsi1'], secrets: ['signing'] },
  'campaigns.get-campaign': { table: ['get'] },
  'campaigns.get-cancellation': { table: ['query'] },
  'campaigns.update-campaign': { table: [...PUTS, 'update'] },
  'campaigns.delete-campaign': { table: [...PUTS, 'delete', 'update', 'check'] },
  'campaigns.publish-campaign': { table: [...PUTS, 'query', 'update', 'check'], screening: 'texts' },
  'campaigns.approve-publishing': { table: [...PUTS, 'update', 'check'], screening: 'texts' },
  'campaigns.change-budget': { table: [...PUTS, 'update', 'check'] },
  'campaigns.get-places': { table: ['get'] },
  'campaigns.change-places': { table: [...PUTS, 'update'] },
  'campaigns.decline-publishing': { table: PUTS },
  'campaigns.withdraw-publishing': { table: PUTS },
  'campaigns.pause-campaign': { table: [...PUTS, 'delete'] },
  'campaigns.resume-campaign': { table: PUTS },
  'campaigns.cancel-campaign': { table: [...PUTS, 'delete', 'update'] },
  'campaigns.complete-campaign': { table: [...PUTS, 'delete', 'update'] },
  'campaigns.duplicate-campaign': { table: PUTS },
  'campaigns.get-timeline': { table: ['get', 'query'], secrets: ['signing'] },
  'influencers.get-rate-card': { table: ['get'] },
  'influencers.put-rate-card': { table: PUTS },
  'influencers.get-tax-data': { table: ['get'] },
  'influencers.put-tax-data': { table: PUTS, vies: true },
  'influencers.list-open-campaigns': { table: ['get'], indexes: ['gsi2'], secrets: ['signing'] },
  'influencers.get-open-campaign': { table: ['get'] },
  'applications.apply-to-campaign': { table: [...PUTS, 'check', 'query'] },
  'applications.list-own-applications': { table: ['query'], secrets: ['signing'] },
  'applications.list-campaign-applications': { table: ['get'], indexes: ['gsi1'], secrets: ['signing'] },
  'applications.withdraw-application': { table: [...PUTS, 'update'] },
  'applications.decide-application': { table: [...PUTS, 'update', 'check'] },
  'applications.decide-applications': { table: [...PUTS, 'update', 'check'] },
  'offers.create-offer': { table: [...PUTS, 'check', 'query'], feeTiers: true },
  'offers.list-offers': { indexes: ['gsi1'], secrets: ['signing'] },
  'offers.get-offer': { table: ['query'] },
  'offers.quote-offer': { table: ['get'], feeTiers: true },
  'offers.quote-counter': { table: ['get'] },
  'offers.accept-offer': { table: [...PUTS, 'update', 'delete', 'check'] },
  'offers.counter-offer': { table: [...PUTS, 'update', 'check'] },
  'offers.reject-offer': { table: [...PUTS, 'delete'] },
  'offers.withdraw-offer': { table: [...PUTS, 'delete'] },
  'contracts.get-contract': { table: ['get'] },
  'contracts.list-contracts': { table: ['get', 'query'], indexes: ['gsi1'], secrets: ['signing'] },
  'contracts.list-all-contracts': { table: ['query'], indexes: ['gsi1'], secrets: ['signing'] },
  'deeds.preview-deed': { table: ['get'] },
  'deeds.get-deed': { table: ['get', 'query'] },
  'deeds.get-deed-pdf': { table: ['get', 'query'], files: ['get contracts/'] },
  'deeds.sign-deed': { table: PUTS },
  'deeds.get-amendment': { table: ['get'] },
  'deeds.propose-amendment': { table: PUTS },
  'deeds.answer-amendment': { table: PUTS },
  'rights.list-rights': { table: ['get'], indexes: ['gsi1'], secrets: ['signing'] },
  'contracts.get-cancellation': { table: ['get'] },
  'contracts.cancel-contract': { table: [...PUTS, 'update', 'check'], secrets: ['stripe-secret-key'] },
  'contracts.get-budget': { table: ['query'] },
  'contracts.get-workspace-budget': { indexes: ['gsi4'] },
  'content.submit-content': { table: [...PUTS, 'update', 'check'], screening: 'texts' },
  'content.list-content': { table: ['get', 'query'], secrets: ['signing'], files: ['get media/'] },
  'content.get-content': { table: ['get'], files: ['get media/'] },
  'moderation.list-queue': { indexes: ['gsi1'], secrets: ['signing'] },
  'moderation.get-item': { table: ['get'], files: ['get media/'] },
  'moderation.decide-item': { table: [...PUTS, 'update', 'check'] },
  'moderation.get-brand': { table: ['get'] },
  'moderation.verify-brand': { table: PUTS },
  'brands.get-verification': { table: ['get'] },
  'campaigns.appeal-moderation': { table: PUTS },
  'moderation.appeal-content': { table: PUTS },
  'moderation.get-policy': { table: ['get'] },
  'moderation.put-policy': { table: PUTS },
  'content.review-content': { table: [...PUTS, 'update'] },
  'content.mark-seen': { table: PUTS },
  'content.report-live': { table: [...PUTS, 'update'] },
  'content.add-comment': { table: [...PUTS, 'check'] },
  'content.list-comments': { table: ['get', 'query'], secrets: ['signing'] },
  'uploads.create-upload': { table: PUTS, files: ['put quarantine/'] },
  'uploads.get-upload': { table: ['get'], files: ['get media/'] },
  'uploads.begin-upload': { table: PUTS },
  'uploads.list-parts': { table: ['get'], files: ['parts quarantine/'] },
  'uploads.sign-parts': { table: PUTS, files: ['put quarantine/', 'abort quarantine/'] },
  'uploads.complete-upload': { table: PUTS, files: ['put quarantine/', 'parts quarantine/'] },
  'uploads.abort-upload': { table: PUTS, files: ['abort quarantine/'] },
  'documents.create-document': { table: [...PUTS, 'update', 'check'] },
  'documents.list-documents': { indexes: ['gsi1'], secrets: ['signing'] },
  'documents.get-document': { table: ['get'] },
  'documents.get-file': { table: ['get'], files: ['get media/'] },
  'documents.list-versions': { table: ['get'] },
  'documents.add-version': { table: [...PUTS, 'update'] },
  'documents.put-permissions': { table: [...PUTS, 'delete'] },
  'documents.create-link': { table: [...PUTS, 'delete'] },
  'documents.list-links': { table: ['query'] },
  'documents.end-link': { table: [...PUTS, 'delete'] },
  'documents.open-shared': { table: ['get', 'update', 'check'], files: ['get media/'] },
  'documents.delete-document': { table: [...PUTS, 'update', 'delete'], files: ['delete media/'] },
  'live.create-ticket': { table: ['put'] },
  'rules.list-rules': { table: ['query'] },
  'rules.create-rule': { table: [...PUTS, 'check'] },
  'rules.list-ready-made': {},
  'rules.test-rule': { table: ['get', 'query'] },
  'rules.get-rule': { table: ['get'] },
  'rules.update-rule': { table: [...PUTS, 'check'] },
  'rules.delete-rule': { table: [...PUTS, 'update', 'delete'] },
  'rules.list-runs': { table: ['query'], secrets: ['signing'] },
  'tasks.list-tasks': { table: ['query'], secrets: ['signing'] },
  'tasks.create-task': { table: [...PUTS, 'check'] },
  'tasks.update-task': { table: [...PUTS, 'check'] },
  'tasks.delete-task': { table: [...PUTS, 'delete'] },
  'tasks.list-campaign-tags': { table: ['get', 'query'], secrets: ['signing'] },
  'tasks.put-campaign-tags': { table: [...PUTS, 'delete', 'check'] },
  'messages.list-threads': { indexes: ['gsi1', 'gsi2'], secrets: ['signing'] },
  'messages.start-thread': { table: [...PUTS, 'check'] },
  'messages.get-thread': { table: ['get'] },
  'messages.list-messages': { table: ['query'], secrets: ['signing'] },
  'messages.send-message': { table: [...PUTS, 'check'] },
  'messages.read-thread': { table: [...PUTS, 'update'] },
  'messages.search-messages': { indexes: ['gsi1'], secrets: ['signing'] },
  'messages.count-unread': { indexes: ['gsi1'] },
  'notifications.list-notifications': { table: ['query'], indexes: ['gsi1'], secrets: ['signing'] },
  'notifications.count-unread': { table: ['query'] },
  'notifications.read-notification': { table: ['get', 'update'] },
  'notifications.read-all': { table: ['query', 'update'] },
  'preferences.get-preferences': { table: ['get'], sms: 'ask' },
  'preferences.put-preferences': { table: PUTS, sms: 'ask' },
  'preferences.look-up-unsubscribing': { table: ['get'] },
  'preferences.stop-mails': { table: PUTS },
  'payments.fund-escrow': { table: [...PUTS, 'query', 'update'], secrets: ['stripe-secret-key'] },
  'payments.get-status': { table: ['get'] },
  'payments.list-campaign-payments': { indexes: ['gsi1'], secrets: ['signing'] },
  'payments.refund-payment': { table: [...PUTS, 'query', 'update', 'check'] },
  'payments.release-payment': { table: PUTS },
  'payments.get-release-approval': { table: ['get'] },
  'payments.approve-release': { table: [...PUTS, 'update'] },
  'payments.decline-release': { table: [...PUTS, 'update'] },
  'proofs.create-proof': { table: [...PUTS, 'update'], key: ['Encrypt', 'Decrypt'] },
  'proofs.revoke-proof': { table: [...PUTS, 'update', 'delete'] },
  'proofs.get-proof': { table: ['get'] },
  'proofs.look-up-proof': { table: ['get'] },
  'proofs.list-keys': { table: ['query'] },
  'disputes.open-dispute': { table: [...PUTS, 'update', 'delete', 'check'] },
  'disputes.list-disputes': { indexes: ['gsi1', 'gsi3'], secrets: ['signing'] },
  'disputes.get-dispute': { table: ['query'], files: ['get media/'] },
  'disputes.add-evidence': { table: [...PUTS, 'check'] },
  'disputes.propose-settlement': { table: PUTS },
  'disputes.accept-settlement': { table: [...PUTS, 'update'] },
  'disputes.withdraw-dispute': { table: [...PUTS, 'update'] },
  'disputes.ask-dossier': { table: PUTS },
  'disputes.get-dossier': { table: ['get'], files: ['get dossiers/'] },
  'disputes.resolve-dispute': { table: [...PUTS, 'update'] },
  'disputes.appeal-decision': { table: [...PUTS, 'check'] },
  'disputes.waive-appeal': { table: [...PUTS, 'update'] },
  'payments.order-claw-back': { table: [...PUTS, 'check'] },
  'payments.list-claw-back-orders': { table: ['get'], indexes: ['gsi1'], secrets: ['signing'] },
  'payments.dismiss-claw-back': { table: PUTS },
  'payments.list-paid-out': { table: ['query'], secrets: ['signing'] },
  'payments.list-stuck-refunds': { table: ['get'], indexes: ['gsi1'], secrets: ['signing'] },
  'payments.decide-stuck-refund': { table: [...PUTS, 'update'] },
  'payouts.list-claw-backs': { table: ['query'] },
  'payouts.list-payouts': { table: ['query'], secrets: ['signing'] },
  'influencers.open-payout-account': { table: PUTS, secrets: ['stripe-secret-key'] },
  'influencers.get-tax-form': { table: ['get'] },
  'influencers.get-payout-account': { table: PUTS, secrets: ['stripe-secret-key'] },
  'influencers.get-year-of-earnings': { table: ['query'] },
  'influencers.ask-earnings-pdf': { table: PUTS },
  'influencers.get-earnings-pdf': { table: ['get'], files: ['get statements/'] },
  'influencers.get-earnings': { table: ['query'] },
  'invoices.list-invoices': { table: ['query'], secrets: ['signing'] },
  'invoices.get-invoice': { table: ['get'] },
  'invoices.get-invoice-pdf': { table: ['get'], files: ['get invoices/'] },
  'ledger.get-ledger': { table: ['query'], secrets: ['signing'] },
  'ledger.list-transactions': { table: ['query'], secrets: ['signing'] },
  'ledger.list-checks': { table: ['query'] },
  'ledger.list-reconciliations': { table: ['query'] },
  'ledger.propose-adjustment': { table: PUTS },
  'ledger.propose-reversal': { table: PUTS },
  'ledger.decide-adjustment': { table: [...PUTS, 'update'] },
  'ledger.withdraw-adjustment': { table: PUTS },
  'ledger.list-adjustments': { table: ['query'], secrets: ['signing'] },
  'influencers.list-social-accounts': { table: ['get'] },
  'influencers.connect-social-account': { table: ['put'], key: ['Encrypt'], social: true },
  'influencers.finish-social-account': {
    table: [...PUTS, 'delete'],
    key: ['Encrypt', 'Decrypt'],
    secrets: ['social-clients'],
    social: true,
  },
  'influencers.disconnect-social-account': { table: [...PUTS, 'delete'] },
  'analytics.get-performance': { table: ['query'] },
  'analytics.get-own-performance': { indexes: ['gsi1'] },
  'analytics.get-overview': { indexes: ['gsi4'] },
  'receipts.get-receipt': { table: ['get'], files: ['get raw/'] },
  'webhooks.take-stripe': { table: PUTS, secrets: ['stripe-webhook'] },
  'webhooks.take-stripe-connect': { table: PUTS, secrets: ['stripe-connect-webhook'] },
  'integrations.list-api-keys': { table: ['query'] },
  'integrations.create-api-key': { table: PUTS },
  'integrations.update-api-key': { table: [...PUTS, 'update'] },
  'integrations.revoke-api-key': { table: [...PUTS, 'delete'] },
  'integrations.list-webhooks': { table: ['query'] },
  'integrations.create-webhook': { table: PUTS, key: ['Encrypt'], webhooks: true },
  'integrations.get-webhook': { table: ['get'] },
  'integrations.update-webhook': { table: PUTS, webhooks: true },
  'integrations.delete-webhook': { table: [...PUTS, 'delete'] },
  'integrations.rotate-webhook-secret': { table: PUTS, key: ['Encrypt'] },
  'integrations.test-webhook': { table: [...PUTS, 'check'] },
  'integrations.list-deliveries': { table: ['query'], secrets: ['signing'] },
  'integrations.repeat-delivery': { table: PUTS },
  'integrations.repeat-deliveries': { table: [...PUTS, 'query'] },
  'system.get-health': {},
  'system.get-openapi': {},
};

/** Functions that are no endpoint: authorizer, reactions, schedules, streams, realtime and steps of machines, by `<folder>.<file>`. */
const backgroundGrants = {
  'authorizer.ask-for-proof': { secrets: ['signing'] },
  'authorizer.authorize-request': { table: ['update'], pool: [], secrets: ['origin-verify'] },
  'operations.provision-user': {
    table: ['get', 'query', 'put', 'update'],
    pool: ['AdminCreateUser', 'AdminSetUserPassword'],
  },
  'operations.verify-brand': { table: PUTS },
  'operations.import-influencers': { table: [...PUTS], pool: ['AdminCreateUser', 'AdminSetUserPassword'] },
  'operations.index-influencers': INDEXES_INFLUENCER,
  'files.inspect-upload': {
    table: [...PUTS, 'update'],
    files: ['get quarantine/', 'delete quarantine/', 'put media/', 'abort media/'],
    malwareScan: true,
  },
  'streams.publish-events': { table: ['update'], bus: true },
  'streams.link-audit': { table: [...PUTS, 'update'] },
  'schedules.sweep-undelivered': { table: ['update'], indexes: ['gsi3'], bus: true },
  'schedules.check-health': { table: ['get', 'query'], indexes: ['gsi3'] },
  'schedules.start-ledger-check': { machines: { start: ['ledger-check'] } },
  'schedules.reconcile-days': { table: PUTS, indexes: ['gsi3'], secrets: ['stripe-secret-key'] },
  'schedules.take-exchange-rates': { table: PUTS, secrets: ['stripe-secret-key'] },
  'schedules.plan-pulls': { table: ['get'], indexes: ['gsi3'], queues: ['metric-pulls'] },
  'schedules.remind-of-deadlines': { table: PUTS, indexes: ['gsi1', 'gsi3'] },
  'schedules.publish-audit-heads': {
    table: [...PUTS, 'update'],
    indexes: ['gsi1', 'gsi3'],
    auditHeads: 'put',
  },
  'schedules.snapshot-search': { indexes: ['gsi2'], files: ['put search/'] },
  'queues.pull-metrics': {
    table: [...PUTS, 'update'],
    key: ['Encrypt', 'Decrypt'],
    secrets: ['social-clients'],
    files: ['put raw/'],
    social: true,
  },
  'reactions.on-content-went-live-track-metrics': { table: [...PUTS, 'update'] },
  'reactions.on-content-went-live-check-address': {
    table: [...PUTS, 'update'],
    key: ['Encrypt', 'Decrypt'],
    secrets: ['social-clients'],
    files: ['put raw/'],
    social: true,
  },
  'reactions.on-social-account-connected-track-metrics': { table: [...PUTS, 'update', 'query'] },
  'reactions.on-social-account-state-changed-mark-measures': MARKS_MEASURES,
  'reactions.on-social-account-disconnected-mark-measures': MARKS_MEASURES,
  'reactions.on-event-note-activity': { table: PUTS },
  'reactions.on-event-deliver-webhooks': { table: ['query', 'put'], queues: ['webhook-deliveries'] },
  'reactions.on-webhook-delivery-requested-queue-attempt': { queues: ['webhook-deliveries'] },
  'reactions.on-campaign-status-changed-end-what-waits': {
    table: [...PUTS, 'update', 'delete', 'query'],
    indexes: ['gsi1'],
  },
  'reactions.on-campaign-deleted-end-grants': { table: ['get', 'query', 'put', 'update'] },
  'reactions.on-workspace-closed-end-integrations': { table: ['get', 'query', 'put', 'delete'] },
  'reactions.on-content-submitted-screen-media': {
    table: [...PUTS, 'update'],
    files: ['get media/'],
    screening: 'media',
  },
  'queues.take-film-result': { table: [...PUTS, 'update'], screening: 'films' },
  'schedules.end-screenings': { table: [...PUTS, 'update'], indexes: ['gsi3'] },
  'queues.send-webhook': { table: PUTS, key: ['Decrypt'], queues: ['webhook-deliveries'], webhooks: true },
  'reactions.on-influencer-profile-saved-index-influencer': INDEXES_INFLUENCER,
  'reactions.on-influencers-imported-index-influencers': INDEXES_INFLUENCER,
  'reactions.on-rate-card-saved-index-influencer': INDEXES_INFLUENCER,
  'reactions.on-social-account-connected-index-influencer': INDEXES_INFLUENCER,
  'reactions.on-social-account-disconnected-index-influencer': INDEXES_INFLUENCER,
  'reactions.on-social-account-state-changed-index-influencer': INDEXES_INFLUENCER,
  'reactions.on-followers-measured-index-influencer': INDEXES_INFLUENCER,
  'reactions.on-social-account-disconnected-revoke-grant': {
    table: ['get', 'update', 'delete'],
    key: ['Decrypt'],
    secrets: ['social-clients'],
    social: true,
  },
  'reactions.on-campaign-status-changed-drive-lifecycle': {
    table: ['get'],
    machines: { start: ['campaign-lifecycle'], signal: ['campaign-lifecycle'] },
  },
  'reactions.on-event-push-live': { table: ['query', 'put', 'delete'], sockets: ['tell'] },
  'reactions.on-event-run-rules': { ...RUNS_RULES, indexes: ['gsi1', 'gsi2'] },
  'rule-wait.continue-run': { ...RUNS_RULES, indexes: ['gsi2'] },
  'reactions.on-event-notify': { table: [...PUTS, 'query', 'update'], indexes: ['gsi1'] },
  'reactions.on-notification-created-mail': { table: [...PUTS, 'update'], mail: true },
  'reactions.on-notification-created-text': { table: [...PUTS, 'update'], key: ['Decrypt'], sms: 'send' },
  'schedules.send-posts': {
    table: [...PUTS, 'query', 'update'],
    indexes: ['gsi3'],
    key: ['Decrypt'],
    mail: true,
    sms: 'send',
  },
  'reactions.on-event-leave-rooms': { table: ['get', 'query', 'delete'], sockets: ['close'] },
  'reactions.on-event-leave-places': { table: ['get', 'query', 'update', 'delete'], sockets: ['tell', 'close'] },
  'reactions.on-workspace-changed-point-members': { table: ['get', 'query', 'update'] },
  'reactions.on-email-changed-tell-old-address': { table: ['get'], mail: true },
  'realtime.authorize-connection': { table: ['get', 'delete'] },
  'realtime.open-connection': { table: ['put'] },
  'realtime.close-connection': { table: ['get', 'delete'] },
  'realtime.receive-message': { table: ['get', 'query', 'put', 'update', 'delete'], sockets: ['tell'] },
  'reactions.on-provider-event-received-settle': {
    table: [...PUTS, 'update', 'check', 'query'],
    indexes: ['gsi1'],
    machines: { signal: ['escrow-release'] },
    secrets: ['stripe-secret-key'],
  },
  'reactions.on-event-take-back': {
    table: [...PUTS, 'update', 'check', 'query'],
    secrets: ['stripe-secret-key'],
  },
  'reactions.on-payment-released-issue-invoice': { queues: ['invoice-numbers.fifo'] },
  'reactions.on-payment-clawed-back-issue-credit-note': { queues: ['invoice-numbers.fifo'] },
  'reactions.on-payment-dispute-closed-issue-credit-note': { table: ['get'], queues: ['invoice-numbers.fifo'] },
  'queues.number-invoice': { table: PUTS },
  'reactions.on-event-print-paper': {
    table: [...PUTS, 'query', 'update'],
    files: ['put invoices/', 'put statements/', 'put contracts/'],
  },
  'reactions.on-payment-funded-start-release': DRIVES_RELEASE,
  'reactions.on-refund-failed-restart-release': DRIVES_RELEASE,
  'reactions.on-event-wake-release': WAKES_RELEASE,
  'reactions.on-release-requested-wake-release': WAKES_RELEASE,
  'reactions.on-release-approved-wake-release': WAKES_RELEASE,
  'reactions.on-content-reviewed-ask-second-person': { table: [...PUTS, 'update'] },
  'reactions.on-workspace-changed-review-releases': {
    table: [...PUTS, 'update'],
    indexes: ['gsi3'],
    machines: { signal: ['escrow-release'] },
  },
  'reactions.on-refund-requested-wake-release': WAKES_RELEASE,
  'reactions.on-event-make-dossier': {
    table: [...PUTS, 'query'],
    files: ['put dossiers/', 'get media/'],
  },
  'reactions.on-event-wake-machines': {
    table: ['get'],
    machines: { signal: ['escrow-release', 'campaign-lifecycle'] },
  },
  'reactions.on-payment-dispute-closed-wake-release': WAKES_RELEASE,
  'reactions.on-payout-account-changed-wake-release': { ...WAKES_RELEASE, table: ['get', 'query'] },
  'reactions.on-campaign-status-changed-wake-release': { ...WAKES_RELEASE, table: ['get', 'query'] },
  'escrow-release.check-gates': { table: [...PUTS, 'query', 'check'] },
  'escrow-release.park-release': { table: [...PUTS, 'query'], machines: { signal: ['escrow-release'] } },
  'escrow-release.hand-over': { machines: { start: ['escrow-release'] } },
  'escrow-release.release-hold': { table: [...PUTS, 'query', 'update'], secrets: ['stripe-secret-key'] },
  'escrow-release.refund-leftover': {
    table: [...PUTS, 'query', 'update', 'check'],
    secrets: ['stripe-secret-key'],
  },
  'ledger-check.check-part': { table: ['get', 'query'], indexes: ['gsi1', 'gsi3'] },
  'ledger-check.record-check': { table: ['put'] },
  'ledger-check.hand-over': { machines: { start: ['ledger-check'] } },
  'escrow-release.remind-hold': { table: [...PUTS, 'query'] },
  'escrow-release.approve-content': { table: [...PUTS, 'query', 'update'] },
  'escrow-release.advance-dispute': { table: [...PUTS, 'query', 'update'] },
  'campaign-lifecycle.advance-campaign': { table: [...PUTS, 'update', 'delete'] },
  'campaign-lifecycle.park-campaign': { table: [...PUTS, 'check'], machines: { signal: ['campaign-lifecycle'] } },
  'campaign-lifecycle.hand-over': { machines: { start: ['campaign-lifecycle'] } },
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
