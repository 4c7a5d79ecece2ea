/**
 * Every key of the table. The owning workspace is in every partition key; what belongs to a person alone lives under the person.
 * gsi1: lists of an owner, the audit log of a workspace · gsi2: open campaigns (sharded), influencers that may be found, a person's own activity · gsi3: undelivered events, due deadlines, heads of hash chains, what checks go through · gsi4: the desk of a workspace.
 */
export interface Key {
  pk: string;
  sk: string;
}

const key = (pk: string, sk: string): Key => ({ pk, sk });

export const keys = {
  user: (userId: string) => key(`USR#${userId}`, 'USER'),
  actor: (userId: string) => key(`USR#${userId}`, 'ACTOR'),
  session: (userId: string, sessionId: string) => key(`USR#${userId}`, `SES#${sessionId}`),
  emailOwner: (emailHash: string) => key(`EMAIL#${emailHash}`, 'OWNER'),
  secondFactor: (userId: string) => key(`USR#${userId}`, 'SECONDFACTOR'),
  emailChange: (userId: string) => key(`USR#${userId}`, 'EMAILCHANGE'),
  /** A visit at a provider of social log-in, by the hash of the cookie it is bound to. */
  socialLogIn: (cookieHash: string) => key(`OAUTH#${cookieHash}`, 'LOGIN'),
  identity: (userId: string, provider: string) => key(`USR#${userId}`, `IDENTITY#${provider}`),
  identityOwner: (provider: string, subjectHash: string) => key(`IDENTITY#${provider}#${subjectHash}`, 'OWNER'),
  stepUpCode: (userId: string) => key(`USR#${userId}`, 'STEPUPCODE'),
  /** What was sent by SMS to a person, or to a number by its hash. */
  smsSends: (to: string) => key(`SMS#${to}`, 'SENT'),
  challenge: (challengeHash: string) => key(`CHALLENGE#${challengeHash}`, 'CHALLENGE'),
  /** Sign-ups with one address stand side by side until one of them is confirmed. */
  pendingSignUp: (emailHash: string, userId: string) => key(`EMAIL#${emailHash}`, `PENDING#${userId}`),
  /** The place of a failed log-in with an address that has no account. */
  missedLogIn: (emailHash: string) => key(`EMAIL#${emailHash}`, 'MISSED'),
  rate: (subject: string, window: string) => key(`RATE#${subject}`, window),

  workspace: (workspaceId: string) => key(`WSP#${workspaceId}`, 'WORKSPACE'),
  member: (workspaceId: string, userId: string) => key(`WSP#${workspaceId}`, `MEMBER#${userId}`),
  /** What a workspace has released in one currency, month by month. */
  turnover: (workspaceId: string, currency: string) => key(`WSP#${workspaceId}#TURNOVER`, currency),
  /** What the budgets of a year's campaigns come to. */
  allotment: (workspaceId: string, year: string) => key(`WSP#${workspaceId}#ALLOTMENTS`, year),
  /** How many of some limited thing a workspace has. */
  tally: (workspaceId: string, of: string) => key(`WSP#${workspaceId}`, `TALLY#${of}`),
  brand: (workspaceId: string, brandId: string) => key(`WSP#${workspaceId}`, `BRAND#${brandId}`),
  /** What people of the platform know of a brand. */
  brandStanding: (workspaceId: string, brandId: string) => key(`WSP#${workspaceId}`, `STANDING#${brandId}`),
  /** An address that belongs to a member, as a hash. */
  memberAddress: (workspaceId: string, emailHash: string) => key(`WSP#${workspaceId}`, `ADDRESS#${emailHash}`),
  /** One per workspace and address: the id is made from both. */
  invitation: (workspaceId: string, invitationId: string) => key(`WSP#${workspaceId}#INVITES`, invitationId),
  influencer: (influencerId: string) => key(`INF#${influencerId}`, 'PROFILE'),
  influencerTax: (influencerId: string) => key(`INF#${influencerId}`, 'TAX'),

  /** What the authorizer finds by the hash of a key alone. */
  apiKey: (keyHash: string) => key(`APIKEY#${keyHash}`, 'APIKEY'),
  apiKeyEntry: (workspaceId: string, keyId: string) => key(`WSP#${workspaceId}#APIKEYS`, keyId),
  webhook: (workspaceId: string, webhookId: string) => key(`WSP#${workspaceId}#HOOKS`, webhookId),
  delivery: (workspaceId: string, webhookId: string, deliveryId: string) =>
    key(deliveriesPartition(workspaceId, webhookId), deliveryId),

  campaign: (workspaceId: string, campaignId: string) => key(campaignPartition(workspaceId, campaignId), 'CAMPAIGN'),

  campaignTemplate: (workspaceId: string, templateId: string) => key(templatesPartition(workspaceId), templateId),

  /** What a campaign is sorted by; those of a workspace side by side. */
  campaignTags: (workspaceId: string, campaignId: string) => key(tagsPartition(workspaceId), campaignId),

  rule: (workspaceId: string, ruleId: string) => key(rulesPartition(workspaceId), ruleId),
  /** How often a rule has run, and how it went last. */
  ruleState: (workspaceId: string, ruleId: string) => key(rulesPartition(workspaceId), `STATE#${ruleId}`),
  /** Sorted by the time of the event that it ran for. */
  ruleRun: (workspaceId: string, ruleId: string, runId: string) => key(runsPartition(workspaceId, ruleId), runId),
  task: (workspaceId: string, taskId: string) => key(tasksPartition(workspaceId), taskId),
  /** That somebody was invited to a campaign. */
  invited: (influencerId: string, campaignId: string) => key(`INF#${influencerId}`, `INVITED#${campaignId}`),

  machineToken: (partition: string, machine: string, businessKey: string) =>
    key(partition, `TOKEN#${machine}#${businessKey}`),
  /** A campaign while it takes applications; named by the campaign alone, so that influencers can resolve it. */
  listing: (campaignId: string) => key(`OPEN#${campaignId}`, 'LISTING'),
  /** How many influencers it takes and has; beside the listing, for the same reason. */
  places: (campaignId: string) => key(`OPEN#${campaignId}`, 'PLACES'),
  budget: (workspaceId: string, campaignId: string) => key(campaignPartition(workspaceId, campaignId), 'BUDGET'),
  hold: (workspaceId: string, campaignId: string, contractId: string) =>
    key(campaignPartition(workspaceId, campaignId), `HOLD#${contractId}`),

  /** What the search knows of an influencer. */
  searchDocument: (influencerId: string) => key(`INF#${influencerId}`, 'SEARCH'),
  rateCard: (influencerId: string) => key(`INF#${influencerId}`, 'RATECARD'),
  application: (workspaceId: string, applicationId: string) =>
    key(`WSP#${workspaceId}#APP#${applicationId}`, 'APPLICATION'),
  applicationCopy: (influencerId: string, applicationId: string) => key(`INF#${influencerId}`, `APP#${applicationId}`),
  /** One application per campaign and influencer. */
  applied: (influencerId: string, campaignId: string) => key(`INF#${influencerId}`, `APPLIED#${campaignId}`),
  offer: (workspaceId: string, offerId: string) => key(offerPartition(workspaceId, offerId), 'OFFER'),
  offerVersion: (workspaceId: string, offerId: string, version: number) =>
    key(offerPartition(workspaceId, offerId), versionSort(version)),
  offerCopy: (influencerId: string, offerId: string) => key(`INF#${influencerId}`, `OFF#${offerId}`),
  offerVersionCopy: (influencerId: string, offerId: string, version: number) =>
    key(`INF#${influencerId}`, `OFF#${offerId}#${versionSort(version)}`),
  /** One live offer per campaign and influencer. */
  liveOffer: (influencerId: string, campaignId: string) => key(`INF#${influencerId}`, `LIVEOFFER#${campaignId}`),
  contract: (workspaceId: string, contractId: string) => key(contractPartition(workspaceId, contractId), 'CONTRACT'),
  contractCopy: (influencerId: string, contractId: string) => key(`INF#${influencerId}`, `CTR#${contractId}`),
  /** One version of a contract as it is read and signed. */
  deed: (workspaceId: string, contractId: string, number: number) =>
    key(contractPartition(workspaceId, contractId), `DEED#${versionSort(number)}`),
  deedCopy: (influencerId: string, contractId: string, number: number) =>
    key(`INF#${influencerId}`, `DEED#${contractId}#${versionSort(number)}`),
  /** The newest proposal to change a contract. */
  amendment: (workspaceId: string, contractId: string) => key(contractPartition(workspaceId, contractId), 'AMENDMENT'),
  amendmentCopy: (influencerId: string, contractId: string) => key(`INF#${influencerId}`, `AMENDMENT#${contractId}`),
  /** How many pieces of one deliverable of a contract are taken by submissions. */
  piece: (workspaceId: string, campaignId: string, contractId: string, deliverableId: string) =>
    key(campaignPartition(workspaceId, campaignId), `PIECE#${contractId}#${deliverableId}`),
  submission: (workspaceId: string, campaignId: string, submissionId: string) =>
    key(campaignPartition(workspaceId, campaignId), `SUB#${submissionId}`),
  submissionCopy: (influencerId: string, submissionId: string) => key(`INF#${influencerId}`, `SUB#${submissionId}`),
  comment: (workspaceId: string, campaignId: string, submissionId: string, commentId: string) =>
    key(commentsPartition(workspaceId, campaignId), `${submissionId}#${commentId}`),
  commentCopy: (influencerId: string, submissionId: string, commentId: string) =>
    key(`INF#${influencerId}#COMMENTS`, `${submissionId}#${commentId}`),
  upload: (ownerId: string, uploadId: string) => key(uploadsPartition(ownerId), `UPL#${uploadId}`),
  /** What an influencer or a workspace has uploaded today and keeps in all. */
  uploadUse: (ownerId: string) => key(uploadsPartition(ownerId), 'UPLOADS'),
  /** A document as the workspace or an influencer has it, with its links beside it. */
  document: (holderId: string, documentId: string) => key(documentPartition(holderId, documentId), 'DOCUMENT'),
  documentLink: (holderId: string, documentId: string, linkId: string) =>
    key(documentPartition(holderId, documentId), `LINK#${linkId}`),
  /** What a shared link leads to, by the hash of its secret alone. */
  sharedLink: (secretHash: string) => key(`SHARED#${secretHash}`, 'LINK'),

  liveTicket: (hash: string) => key(`TICKET#${hash}`, 'TICKET'),
  liveConnection: (userId: string, connectionId: string) => key(`USR#${userId}#LIVE`, `CONN#${connectionId}`),
  roomEntry: (room: string, connectionId: string) => key(`ROOM#${room}`, connectionId),
  /** What was pushed to a room, by event; one event may push under two names. */
  roomPush: (room: string, eventId: string, name: string) => key(`ROOM#${room}#LOG`, `${eventId}#${name}`),
  notification: (userId: string, notificationId: string) => key(`USR#${userId}#NOTICES`, notificationId),
  /** How a person wants to be told what. */
  noticeWishes: (userId: string) => key(`USR#${userId}`, 'NOTICEWISHES'),
  /** What waits to be sent to a person together, by when that is and why. */
  post: (userId: string, postId: string) => key(`USR#${userId}#POSTS`, postId),
  /** What somebody may switch off by the link of a mail, by the hash of its secret. */
  unsubscribeLink: (userId: string, secretHash: string) => key(`USR#${userId}#UNSUBSCRIBE`, secretHash),

  dispute: (workspaceId: string, disputeId: string) => key(disputePartition(workspaceId, disputeId), 'DISPUTE'),
  disputeEntry: (workspaceId: string, disputeId: string, number: number) =>
    key(disputePartition(workspaceId, disputeId), entrySort(number)),
  disputeCopy: (influencerId: string, disputeId: string) =>
    key(ownDisputePartition(influencerId, disputeId), 'DISPUTE'),
  disputeEntryCopy: (influencerId: string, disputeId: string, number: number) =>
    key(ownDisputePartition(influencerId, disputeId), entrySort(number)),

  /** A talk of both sides with its messages, as the workspace and as the influencer has it. */
  thread: (workspaceId: string, threadId: string) => key(threadPartition(workspaceId, threadId), 'THREAD'),
  message: (workspaceId: string, threadId: string, number: number) =>
    key(threadPartition(workspaceId, threadId), messageSort(number)),
  threadCopy: (influencerId: string, threadId: string) => key(ownThreadPartition(influencerId, threadId), 'THREAD'),
  messageCopy: (influencerId: string, threadId: string, number: number) =>
    key(ownThreadPartition(influencerId, threadId), messageSort(number)),

  /** What moderators look at, and how a workspace wants content screened. */
  moderationItem: (workspaceId: string, itemId: string) => key(`WSP#${workspaceId}#MOD#${itemId}`, 'ITEM'),
  screeningPolicy: (workspaceId: string) => key(`WSP#${workspaceId}`, 'SCREENING'),
  /** What a service says of the pictures and films of content, file by file. */
  mediaScreening: (workspaceId: string, submissionId: string) =>
    key(`WSP#${workspaceId}#MEDIA#${submissionId}`, 'SCREENING'),

  payment: (workspaceId: string, paymentId: string) => key(`WSP#${workspaceId}#PAY#${paymentId}`, 'PAYMENT'),
  ledgerEntry: (workspaceId: string, entryId: string) => key(`WSP#${workspaceId}#LEDGER`, `ENT#${entryId}`),
  /** The part of an entry that is about one contract of the influencer. */
  ledgerShare: (influencerId: string, entryId: string, contractId: string) =>
    key(`INF#${influencerId}#LEDGER`, `ENT#${entryId}#${contractId}`),
  /** The proof of funds of one side of a contract, beside the contract itself. */
  proof: (workspaceId: string, contractId: string, side: string) =>
    key(contractPartition(workspaceId, contractId), `PROOF#${side}`),
  /** The file of everything about a contract, beside the contract itself. */
  dossier: (workspaceId: string, contractId: string) => key(contractPartition(workspaceId, contractId), 'DOSSIER'),
  /** The platform's: what proofs are signed with now, and what they have ever been verified with. */
  signingKey: () => key('PROOFKEYS', 'CURRENT'),
  verificationKey: (keyId: string) => key('PROOFKEYS', `PUBLIC#${keyId}`),
  brandInvoice: (workspaceId: string, invoiceId: string) => key(`WSP#${workspaceId}#INVOICES`, invoiceId),
  influencerInvoice: (influencerId: string, invoiceId: string) => key(`INF#${influencerId}#INVOICES`, invoiceId),
  /** One document of each kind per contract, or per part of its money where that has several. */
  invoiceMark: (workspaceId: string, contractId: string, kind: string, partId?: string) =>
    key(contractPartition(workspaceId, contractId), `INVOICED#${kind}${partId === undefined ? '' : `#${partId}`}`),
  invoiceTemplate: (workspaceId: string) => key(`WSP#${workspaceId}#INVOICETEMPLATE`, 'TEMPLATE'),
  invoiceTemplateVersion: (workspaceId: string, version: number) =>
    key(`WSP#${workspaceId}#INVOICETEMPLATE`, versionSort(version)),
  invoiceSeries: (issuer: string, year: string) => key(`SERIES#${issuer}`, `YEAR#${year}`),
  /** The result of a check of the whole ledger, by the instant it began. */
  ledgerCheck: (startedAt: string) => key('LEDGERCHECKS', startedAt),
  /** The platform's: what an admin proposed to put right in the ledger, and what another one said. */
  adjustment: (adjustmentId: string) => key('ADJUSTMENTS', adjustmentId),
  /** How the ledger and the provider's balance agree on a day. */
  reconciliation: (day: string) => key('RECONCILIATIONS', day),
  /** The newest exchange rates of the provider. */
  exchangeRates: () => key('EXCHANGERATES', 'CURRENT'),
  earningsStatement: (influencerId: string, year: string) => key(`INF#${influencerId}`, `EARNINGS#${year}`),
  payoutAccount: (influencerId: string) => key(`INF#${influencerId}`, 'PAYOUT'),
  /** Sorted by age; the provider's ids are not. */
  clawBack: (influencerId: string, contractId: string, partId: string) =>
    key(`INF#${influencerId}`, `CLAW#${contractId}#${partId}`),
  bankPayout: (influencerId: string, createdAt: string, payoutId: string) =>
    key(`INF#${influencerId}#PAYOUTS`, `${createdAt}#${payoutId}`),
  socialAccount: (influencerId: string, platform: string) => key(`INF#${influencerId}`, `SOCIAL#${platform}`),
  socialState: (influencerId: string, stateHash: string) => key(`INF#${influencerId}`, `SOCIALSTATE#${stateHash}`),
  /** The tokens of an account that was disconnected, until the platform has taken its grant back. */
  endedGrant: (influencerId: string, platform: string, version: number) =>
    key(`INF#${influencerId}`, `ENDEDGRANT#${platform}#${version}`),
  /** What the pulls have spent of a platform's quota on a day. */
  pullQuota: (platform: string, day: string) => key(`QUOTA#${platform}`, day),
  snapshot: (influencerId: string, receiptId: string) => key(`INF#${influencerId}#SNAPSHOTS`, receiptId),
  /** The snapshot of a piece of content, for the workspace that paid for it. */
  receipt: (workspaceId: string, receiptId: string) => key(`WSP#${workspaceId}#RECEIPTS`, receiptId),
  measure: (workspaceId: string, campaignId: string, contentId: string) =>
    key(campaignPartition(workspaceId, campaignId), `PERF#LATEST#${contentId}`),
  /** Sorted by day, so that a campaign's days are read in order. */
  measureDay: (workspaceId: string, campaignId: string, day: string, contentId: string) =>
    key(campaignPartition(workspaceId, campaignId), `PERF#DAY#${day}#${contentId}`),
  /** The last things that happened in a workspace. */
  activity: (workspaceId: string) => key(`WSP#${workspaceId}#DESK`, 'ACTIVITY'),
  /** Whose a thing of a provider is, by the provider's id. */
  providerRef: (providerId: string) => key(`REF#${providerId}`, 'REF'),
  /** A webhook that has been taken. */
  providerEvent: (providerEventId: string) => key(`PROVIDER#${providerEventId}`, 'SEEN'),

  idempotency: (owner: string, endpointId: string, keyHash: string) => key(`${owner}#IDEM#${keyHash}`, endpointId),
  /** How far the hash chain of a workspace's audit records goes; sorted before its links. */
  chainHead: (workspaceId: string) => key(chainPartition(workspaceId), 'HEAD'),
  /** Sorted by index, which has twelve digits. */
  chainLink: (workspaceId: string, index: number) =>
    key(chainPartition(workspaceId), `LINK#${String(index).padStart(12, '0')}`),
  /** Timelines have partitions of their own, so that they never crowd what a query reads. */
  event: (partition: string, eventId: string) => key(timelineOf(partition), eventId),
} as const;

/** The partition of the timeline of what lives in `partition`. */
export function timelineOf(partition: string): string {
  return `${partition}#EVENTS`;
}

/** An offer with all its versions. */
export function offerPartition(workspaceId: string, offerId: string): string {
  return `WSP#${workspaceId}#OFF#${offerId}`;
}

/** A contract with all that is kept beside it. */
function contractPartition(workspaceId: string, contractId: string): string {
  return `WSP#${workspaceId}#CTR#${contractId}`;
}

/** A dispute with everything that was said and shown in it, as the workspace and as the influencer has it. */
function disputePartition(workspaceId: string, disputeId: string): string {
  return `WSP#${workspaceId}#DSP#${disputeId}`;
}
function ownDisputePartition(influencerId: string, disputeId: string): string {
  return `INF#${influencerId}#DSP#${disputeId}`;
}

/** All that belongs to a workspace or an influencer begins with this. */
function holderPartition(holderId: string): string {
  return `${holderId.startsWith('inf_') ? 'INF' : 'WSP'}#${holderId}`;
}

/** Those of a workspace are apart from its members and brands, which are read as a whole. */
function uploadsPartition(ownerId: string): string {
  const partition = holderPartition(ownerId);
  return ownerId.startsWith('inf_') ? partition : `${partition}#UPLOADS`;
}

function documentPartition(holderId: string, documentId: string): string {
  return `${holderPartition(holderId)}#DOC#${documentId}`;
}

/** What both sides say to each other about one thing. */
function threadPartition(workspaceId: string, threadId: string): string {
  return `WSP#${workspaceId}#THR#${threadId}`;
}
function ownThreadPartition(influencerId: string, threadId: string): string {
  return `INF#${influencerId}#THR#${threadId}`;
}

/** Messages in the order in which they were taken. */
function messageSort(number: number): string {
  return `MSG#${String(number).padStart(7, '0')}`;
}

/** Entries follow the dispute itself. */
function entrySort(number: number): string {
  return `ENTRY#${String(number).padStart(4, '0')}`;
}

function versionSort(version: number): string {
  return `V#${String(version).padStart(4, '0')}`;
}

/** All that belongs to one campaign. */
export function campaignPartition(workspaceId: string, campaignId: string): string {
  return `WSP#${workspaceId}#CMP#${campaignId}`;
}

/** What both sides say about the content of a campaign; apart from it, so that a thread never crowds its lists. */
function commentsPartition(workspaceId: string, campaignId: string): string {
  return `${campaignPartition(workspaceId, campaignId)}#COMMENTS`;
}

/** The hash chain of the audit records of a workspace. */
function chainPartition(workspaceId: string): string {
  return `WSP#${workspaceId}#CHAIN`;
}

/** What was and is to be delivered to one webhook, by age. */
function deliveriesPartition(workspaceId: string, webhookId: string): string {
  return `WSP#${workspaceId}#HOOKS#${webhookId}`;
}

/** What new campaigns of a workspace may begin with. */
function templatesPartition(workspaceId: string): string {
  return `WSP#${workspaceId}#TEMPLATES`;
}

function tagsPartition(workspaceId: string): string {
  return `WSP#${workspaceId}#TAGS`;
}

function rulesPartition(workspaceId: string): string {
  return `WSP#${workspaceId}#RULES`;
}

/** What a rule did and did not do, by age. */
function runsPartition(workspaceId: string, ruleId: string): string {
  return `WSP#${workspaceId}#RULES#${ruleId}`;
}

function tasksPartition(workspaceId: string): string {
  return `WSP#${workspaceId}#TASKS`;
}

export const partitions = {
  campaignTags: tagsPartition,
  rules: rulesPartition,
  ruleRuns: runsPartition,
  tasks: tasksPartition,
  user: (userId: string) => `USR#${userId}`,
  workspace: (workspaceId: string) => `WSP#${workspaceId}`,
  invitations: (workspaceId: string) => `WSP#${workspaceId}#INVITES`,
  influencer: (influencerId: string) => `INF#${influencerId}`,
  apiKeys: (workspaceId: string) => `WSP#${workspaceId}#APIKEYS`,
  webhooks: (workspaceId: string) => `WSP#${workspaceId}#HOOKS`,
  deliveries: deliveriesPartition,
  campaign: campaignPartition,
  campaignTemplates: templatesPartition,
  contract: contractPartition,
  comments: commentsPartition,
  dispute: disputePartition,
  ownDispute: ownDisputePartition,
  holder: holderPartition,
  document: documentPartition,
  thread: threadPartition,
  ownThread: ownThreadPartition,
  influencerComments: (influencerId: string) => `INF#${influencerId}#COMMENTS`,
  ledger: (workspaceId: string) => `WSP#${workspaceId}#LEDGER`,
  influencerLedger: (influencerId: string) => `INF#${influencerId}#LEDGER`,
  ledgerChecks: () => 'LEDGERCHECKS',
  reconciliations: () => 'RECONCILIATIONS',
  adjustments: () => 'ADJUSTMENTS',
  invoices: (workspaceId: string) => `WSP#${workspaceId}#INVOICES`,
  influencerInvoices: (influencerId: string) => `INF#${influencerId}#INVOICES`,
  bankPayouts: (influencerId: string) => `INF#${influencerId}#PAYOUTS`,
  auditChain: chainPartition,
  payment: (workspaceId: string, paymentId: string) => `WSP#${workspaceId}#PAY#${paymentId}`,
  provider: (providerObjectId: string) => `PROVIDER#${providerObjectId}`,
  /** What a day's pulls of a platform changed, whoever it belongs to. */
  pulls: (platform: string, day: string) => `PULLS#${platform}#${day}`,
  connections: (userId: string) => `USR#${userId}#LIVE`,
  room: (room: string) => `ROOM#${room}`,
  roomLog: (room: string) => `ROOM#${room}#LOG`,
  notifications: (userId: string) => `USR#${userId}#NOTICES`,
  proofKeys: () => 'PROOFKEYS',
} as const;

/** Index keys. */
export const indexes = {
  campaignsOf: (workspaceId: string) => `WSP#${workspaceId}#CAMPAIGNS`,
  openCampaigns: (shard: number) => `OPEN#${shard}`,
  /** Sorted by when they changed. One partition: what is read of it is the end. */
  searchedInfluencers: () => 'SEARCH#INFLUENCERS',
  /** Sorted by campaign, then age, so that one campaign's are a prefix. */
  applicationsOf: (workspaceId: string) => `WSP#${workspaceId}#APPLICATIONS`,
  offersOf: (workspaceId: string) => `WSP#${workspaceId}#OFFERS`,
  /** Live offers, sorted by the instant at which they end. One partition: an hourly reminder goes through its next two days. */
  offersEnding: () => 'OFFERSENDING',
  offersTo: (influencerId: string) => `INF#${influencerId}#OFFERS`,
  /** Sorted by campaign, then age. */
  paymentsOf: (workspaceId: string) => `WSP#${workspaceId}#PAYMENTS`,
  /** Of a workspace or of an influencer, by age. */
  disputesOf: (workspaceId: string) => `WSP#${workspaceId}#DISPUTES`,
  disputesWith: (influencerId: string) => `INF#${influencerId}#DISPUTES`,
  /** Disputes that wait for a decision of staff, the longest waiting first. One partition: they are few, and leave it with the decision. */
  disputesForStaff: () => 'DISPUTES#STAFF',
  /** People of the platform; a handful. */
  staff: () => 'STAFF',
  /** What waits for a moderator, the longest waiting first. One partition: it is left with the decision. */
  moderationQueue: () => 'MODERATION#QUEUE',
  /** Screenings of media that are not over, by when they have to be. One partition: they are left within hours. */
  mediaScreenings: () => 'MEDIASCREENINGS',
  /** Talks of a workspace, of one of its campaigns and of an influencer, by their newest message. */
  threadsOf: (workspaceId: string) => `WSP#${workspaceId}#THREADS`,
  threadsAbout: (workspaceId: string, campaignId: string) => `${campaignPartition(workspaceId, campaignId)}#THREADS`,
  threadsWith: (influencerId: string) => `INF#${influencerId}#THREADS`,
  /** Every message of a workspace and of an influencer, by age, for the search. */
  messagesOf: (workspaceId: string) => `WSP#${workspaceId}#MESSAGES`,
  messagesWith: (influencerId: string) => `INF#${influencerId}#MESSAGES`,
  contractsOf: (workspaceId: string) => `WSP#${workspaceId}#CONTRACTS`,
  /** Of a workspace or an influencer; sorted by campaign, then age. */
  documentsOf: (holderId: string) => `${holderPartition(holderId)}#DOCUMENTS`,
  unreadNotifications: (userId: string) => `USR#${userId}#UNREAD`,
  /** Sorted by when they are due. One partition: a person has a few a day at the most, and they leave it once sent. */
  postsDue: () => 'POSTSDUE',
  /** Sorted the same. One partition per platform: the platforms' quotas bound how fast it is written. */
  pullsDue: (platform: string) => `PULL#${platform}`,
  /** What happened in a workspace, for its owners; sorted by the events' ids, and so by time. */
  auditOf: (workspaceId: string) => `WSP#${workspaceId}#AUDIT`,
  /** What happened to a person's own account; sorted the same. */
  activityOf: (userId: string) => `USR#${userId}#ACTIVITY`,
  /** The heads of all hash chains, by workspace. */
  auditChains: (shard: number) => `CHAINS#${shard}`,
  undelivered: (shard: number) => `UNDELIVERED#${shard}`,
  /** The rules of a workspace that are on and wait for one kind of event. */
  rulesFor: (workspaceId: string, event: string) => `WSP#${workspaceId}#RULES#${event}`,
  /** Contracts that money is held for, until it has left; sorted by workspace. */
  held: (shard: number) => `HELD#${shard}`,
  /** What a workspace holds rights of use to, and what of an influencer's is used; sorted by the day they end. */
  rightsOf: (workspaceId: string) => `WSP#${workspaceId}#RIGHTS`,
  rightsBy: (influencerId: string) => `INF#${influencerId}#RIGHTS`,
  /** Versions of contracts whose rights end, sorted by the day. One partition: a daily reminder goes through its next month. */
  rightsEnding: () => 'RIGHTSENDING',
  /** Payout accounts of which something is wanted by an instant, sorted by it. One partition: a daily reminder goes through it. */
  accountDeadlines: () => 'ACCOUNTDEADLINES',
  /** Contracts whose release the provider's balance was too low for; nearly always none. */
  waitingForBalance: () => 'BALANCEWAITS',
  /** Contracts with a refund that was given up; nearly always none. */
  stuckRefunds: () => 'STUCKREFUNDS',
  /** Orders to take back what was paid out, sorted by age. */
  clawBacks: () => 'CLAWBACKS',
  /** Every workspace, sorted by id. One partition: a nightly check goes through it. */
  workspaces: () => 'WORKSPACES',
  /** Ledger entries by the day they were written on; sorted by the instant. */
  ledgerDay: (day: string, shard: number) => `LEDGER#${day}#${shard}`,
  /** Everything its overview shows; things leave it when nothing is left to do about them. */
  desk: (workspaceId: string) => `WSP#${workspaceId}#DESK`,
  /** Numbers of an influencer's live content: each day's, then the newest. */
  performanceOf: (influencerId: string) => `INF#${influencerId}#PERFORMANCE`,
} as const;

export const UNDELIVERED_SHARDS = 4;
export const AUDIT_CHAIN_SHARDS = 4;
export const OPEN_CAMPAIGN_SHARDS = 4;
export const HELD_SHARDS = 4;
export const LEDGER_DAY_SHARDS = 4;

/** Which of so many partitions of an index an id belongs to. */
export function shardOf(id: string, shards: number): number {
  return [...id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % shards;
}
