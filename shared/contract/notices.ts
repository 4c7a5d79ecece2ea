import type { ApplicationDecision } from '#domain/application.ts';
import { dayText } from '#domain/day.ts';
import { declineSentence, declineTodo } from '#domain/decline-words.ts';
import { LOG_IN_PROVIDER_NAMES } from '#domain/identity.ts';
import { isCredit, isOfBrand } from '#domain/invoice-kinds.ts';
import { invoiceTitle } from '#domain/invoice-paper.ts';
import { MAIL_AFTER_SECONDS } from '#domain/message.ts';
import type { Money } from '#domain/money.ts';
import { amountText } from '#domain/money-text.ts';
import type { NoticeSide } from '#domain/notice-plan.ts';
import { disabledSentence, RETURNED_MONEY, returnWords, wantedPhrase } from '#domain/payout-words.ts';
import { STOP_WORDS } from '#domain/rules/run.ts';
import { isScanReason, SCAN_REASON_WORDS } from '#domain/scan.ts';
import { PLATFORM_NAMES } from '#domain/social.ts';
import type { EventData, EventType } from './events.ts';
import { GRANT_WORDS } from './permission-words.ts';
import { type CampaignGrant, grantsOf, type MemberRole, PERMISSIONS, type Permission } from './permissions.ts';

/** Whom a notice is for. Who caused the event is left out, since they know. */
export type NoticeRecipient =
  | {
      workspaceId: string;
      roles: readonly MemberRole[];
      /** Whoever has one of these grants on the campaign as well, whatever their role. */
      on?: { campaignId: string; grants: readonly CampaignGrant[] };
      /** But not this member. */
      except?: string | undefined;
    }
  | { influencerId: string }
  /** People of the platform who may do that. */
  | { staff: Permission }
  | { userId: string; evenIfCause?: true };

/** As what a notice is for its recipients. */
export function sideOf(to: NoticeRecipient): NoticeSide {
  if ('userId' in to) return 'person';
  if ('staff' in to) return 'staff';
  return 'influencerId' in to ? 'influencer' : 'brand';
}

/** What one event tells one group of people; by which channels says notice-channels.ts. */
export interface Notice {
  to: NoticeRecipient;
  title: string;
  text: string;
  /** The screen that shows more, as a path of the site. */
  path?: string;
  /** By no other channel, whatever the table says of its kind: it is too small. */
  inAppOnly?: boolean;
  /** The mail waits so long, and is not sent to who has read the notification by then. */
  mailAfterSeconds?: number;
}

type NoticesOf<T extends EventType> = ((data: EventData<T>) => readonly Notice[]) | 'silent';

/** The day of an instant, as people read it. */
const onDay = (iso: string) => dayText(iso.slice(0, 10));

interface OfCampaign {
  workspaceId: string;
  campaignId: string;
}

const DEAL_MAKERS = ['owner', 'manager'] as const;

const PAYERS = ['owner', 'finance'] as const;

const DISPUTANTS = ['owner', 'manager', 'finance'] as const;

const owners = (workspaceId: string): NoticeRecipient => ({ workspaceId, roles: ['owner'] });
/** Whose business money is, everywhere or on this campaign. */
const payers = ({ workspaceId, campaignId }: OfCampaign): NoticeRecipient => ({
  workspaceId,
  roles: PAYERS,
  on: { campaignId, grants: ['budget'] },
});
/** Who runs campaigns, or this one. */
const team = (
  { workspaceId, campaignId }: OfCampaign,
  grants: readonly CampaignGrant[] = ['campaign'],
): NoticeRecipient => ({ workspaceId, roles: DEAL_MAKERS, on: { campaignId, grants } });
/** Whoever holds a permission on a campaign, but for one of them. */
const others = (
  { workspaceId, campaignId }: OfCampaign,
  permission: 'campaign:approve' | 'payment:release',
  except: string | undefined,
): NoticeRecipient => ({
  ...{ workspaceId, roles: PERMISSIONS[permission], except },
  on: { campaignId, grants: grantsOf(permission) },
});
const person = (userId: string): NoticeRecipient => ({ userId, evenIfCause: true });
const campaignPath = (campaignId: string) => `/campaigns/${campaignId}`;
const paymentsPath = (campaignId: string) => `/campaigns/${campaignId}?tab=payments`;
const offerPath = (offerId: string) => `/offers/${offerId}`;
const deedPath = (contractId: string) => `/contracts/${contractId}/document`;
const contractPath = (contractId: string) => `/contracts/${contractId}`;
/** A task that somebody was given. */
const givenTask = ({ title, assignedTo }: EventData<'TaskAdded'>): Notice[] =>
  assignedTo === undefined
    ? []
    : [
        {
          to: { userId: assignedTo },
          title: `A task for you: ${title}`,
          text: 'It is on your list of tasks.',
          path: '/tasks',
        },
      ];
const quoted = (title: string) => `“${title}”`;

const ROLE_WORDS: Record<MemberRole, string> = {
  owner: 'an owner',
  manager: 'a manager',
  finance: 'responsible for finance',
  viewer: 'a viewer',
};

/** What a talk is about, before the title of its campaign. */
const TALK_NAMES: Record<EventData<'MessageSent'>['about'], string> = {
  campaign: 'about',
  offer: 'about the offer for',
  contract: 'about the contract for',
  content: 'about content for',
};

const LIVE_DENIED = {
  not_found:
    'We could not find that post among those of your connected account. A new post can take a few minutes to appear; check the address and report it again.',
  not_theirs: 'That post belongs to another account than the one you connected. Report the address of your own post.',
} as const;

/** A refund was given up: both sides are told where the money is and who decides. */
function refundStuckNotices(held: OfCampaign & { influencerId: string; contractId: string; amount: Money }): Notice[] {
  const path = contractPath(held.contractId);
  return [
    {
      to: payers(held),
      title: `The refund of ${amountText(held.amount)} could not be made`,
      text: 'The payment provider refused it however often it was tried, for ten days. The money stays with Accord for you; people of Accord look for another way and tell you.',
      path,
    },
    {
      to: { influencerId: held.influencerId },
      title: 'Money of a contract goes back, but not yet',
      text: 'It is set aside for the brand, whose refund could not be made so far. You need not do anything; do not begin work for it.',
      path,
    },
  ];
}

/** What happens in the workspace is told to somebody outside from now on. */
function newReceiver(workspaceId: string, webhookId: string, host: string): Notice {
  return {
    to: owners(workspaceId),
    title: 'A webhook was added',
    text: `What happens in your workspace is sent to ${host} from now on. If none of you wants that, delete the webhook.`,
    path: `/integrations/webhooks/${webhookId}`,
  };
}

/** A notice to the side that did not act. */
function otherSide(
  { by, influencerId, ...campaign }: OfCampaign & { by: 'brand' | 'influencer'; influencerId: string },
  words: { title: string; text: string; path: string },
  grants?: readonly CampaignGrant[],
): Notice {
  return { to: by === 'brand' ? { influencerId } : team(campaign, grants), ...words };
}

const otherThan = (side: 'brand' | 'influencer') => (side === 'brand' ? 'influencer' : 'brand');

/** A notice about a document to those across whom it is open to: the influencers who hear of it, or the brand's team. */
function aboutDocument(
  { by, title, workspaceId, campaignId, campaignTitle, openedTo, documentId }: EventData<'DocumentAdded'>,
  head: string,
  text: string,
): Notice[] {
  const across: NoticeRecipient[] =
    by === 'brand'
      ? openedTo.map((influencerId) => ({ influencerId }))
      : workspaceId && campaignId
        ? [team({ workspaceId, campaignId }, ['campaign', 'communications'])]
        : [];
  const about = campaignTitle === undefined ? '' : ` for ${quoted(campaignTitle)}`;
  return across.map((to) => ({
    ...{ to, title: `${head}: ${quoted(title)}${about}`, text },
    path: `/documents/${documentId}`,
  }));
}

/** A notice about a dispute to one side of it. */
function aboutDispute(
  { workspaceId, campaignId, influencerId, disputeId }: EventData<'DisputeHandedOver'>,
  side: 'brand' | 'influencer',
  words: { title: string; text: string },
): Notice {
  const to: NoticeRecipient =
    side === 'influencer'
      ? { influencerId }
      : { workspaceId, roles: DISPUTANTS, on: { campaignId, grants: grantsOf('dispute:write') } };
  return { to, ...words, path: `/disputes/${disputeId}` };
}

const DECIDER_TEXT = {
  agreement: 'You agreed with each other.',
  staff: 'Accord has decided; the reason is with the dispute.',
  opener: '',
  provider: '',
} as const;

function closingText({ result, decidedBy, toInfluencer, toBrand }: EventData<'DisputeClosed'>): string {
  if (result === 'withdrawn')
    return 'It was taken back. The money is held as before, and the release goes on where it was.';
  if (result === 'overtaken')
    return 'The payment provider or the bank took the money back, so there is nothing left to decide on.';
  return `${DECIDER_TEXT[decidedBy]} ${partsText({ toInfluencer, toBrand })}.`.trim();
}

/** Who gets how much by a division. */
function partsText({ toInfluencer, toBrand }: Pick<EventData<'DisputeDecided'>, 'toInfluencer' | 'toBrand'>): string {
  const parts = [
    toInfluencer.amountMinor > 0 ? `${amountText(toInfluencer)} go to the influencer, less the agreed fee` : '',
    toBrand.amountMinor > 0 ? `${amountText(toBrand)} go back to the brand` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** What changed about how a person logs in. */
function aboutLogIn(userId: string, title: string, text: string): Notice {
  const wasNotYou = 'If this was not you, change your password at once and look after your e-mail account.';
  return { to: person(userId), title, text: `${text} ${wasNotYou}`, path: '/account/security' };
}

/** What somebody does first; people of the platform, who are neither, see on their first screen what there is to do. */
function firstStep(influencerId: string | undefined, workspaceId: string | undefined): Pick<Notice, 'text' | 'path'> {
  if (influencerId)
    return { text: 'Complete your profile, so that campaigns that fit you can be found.', path: '/profile' };
  if (workspaceId) return { text: 'Describe your brand, then create your first campaign.', path: '/brand' };
  return { text: 'What needs you is on your first screen.', path: '/' };
}

/** What an applicant is told of each decision. */
const APPLICATION_ANSWERS: Record<ApplicationDecision, { was: string; text: string }> = {
  waitlisted: {
    was: 'is on the waiting list',
    text: 'The brand keeps it in mind and tells you when it has decided. You can take it back until then.',
  },
  approved: { was: 'was approved', text: 'The brand wants to work with you. The next step is their offer.' },
  rejected: {
    was: 'was rejected',
    text: 'The brand decided for others this time. Other campaigns that fit you are open.',
  },
};

/** Of every event: who is told what, in plain words; or that nobody is. */
export const NOTICES: { [T in EventType]: NoticesOf<T> } = {
  AccountOpened: ({ userId, influencerId, workspaceId }) => [
    { to: person(userId), title: 'Welcome to Accord', ...firstStep(influencerId, workspaceId) },
  ],
  AccountChanged: 'silent',
  ConsentsChanged: 'silent',
  LogInFailed: 'silent',
  SessionStarted: 'silent',
  SessionRefreshed: 'silent',
  SessionEnded: ({ userId, reason }) => {
    if (reason === 'password_reset')
      return [
        {
          to: person(userId),
          title: 'Your password was changed',
          text: 'All your sessions were ended. If this was not you, reset your password again and look after your e-mail account.',
          path: '/account/security',
        },
      ];
    if (reason === 'reuse')
      return [
        {
          to: person(userId),
          title: 'A session was ended for your safety',
          text: 'Someone used a copy of an old session of yours. If you do not know why, change your password.',
          path: '/account/security',
        },
      ];
    return [];
  },
  SessionSteppedUp: 'silent',
  PasswordChanged: ({ userId }) => [
    aboutLogIn(userId, 'Your password was changed', 'All your other sessions were ended.'),
  ],
  PasswordSet: ({ userId }) => [
    aboutLogIn(userId, 'A password was set', 'You can log in with it from now on; your other sessions were ended.'),
  ],
  IdentityLinked: ({ userId, provider }) => [
    aboutLogIn(
      userId,
      `${LOG_IN_PROVIDER_NAMES[provider]} was linked with your account`,
      'You can log in with it from now on; your other sessions were ended.',
    ),
  ],
  IdentityUnlinked: ({ userId, provider }) => [
    aboutLogIn(
      userId,
      `${LOG_IN_PROVIDER_NAMES[provider]} was unlinked from your account`,
      'It logs you in no more; your other sessions were ended.',
    ),
  ],
  // Goes to the address that is the person's until the change is confirmed.
  EmailChangeRequested: ({ userId }) => [
    aboutLogIn(
      userId,
      'A new e-mail address was entered for your account',
      'It takes the place of this one when the code mailed to it is entered.',
    ),
  ],
  EmailChanged: ({ userId }) => [
    aboutLogIn(
      userId,
      'Your e-mail address was changed',
      'You log in with it from now on; your other sessions were ended.',
    ),
  ],
  SecondFactorEnabled: ({ userId }) => [
    aboutLogIn(
      userId,
      'Your log-in now asks for a second factor',
      'An authenticator app was set up, and all your other sessions were ended.',
    ),
  ],
  SecondFactorDisabled: ({ userId }) => [
    aboutLogIn(
      userId,
      'Your log-in no longer asks for a second factor',
      'What was set up for it was removed, and all your other sessions were ended.',
    ),
  ],
  PhoneFactorAdded: ({ userId, endsIn }) => [
    aboutLogIn(
      userId,
      'Codes for your log-in can be sent by SMS',
      `The number that ends in ${endsIn} was set up, there are new recovery codes, and all your other sessions were ended. An authenticator app is safer.`,
    ),
  ],
  PhoneFactorRemoved: ({ userId, endsIn, last }) => [
    aboutLogIn(
      userId,
      last ? 'Your log-in no longer asks for a second factor' : 'No codes for your log-in are sent by SMS any more',
      `The number that ends in ${endsIn} was removed, and all your other sessions were ended.`,
    ),
  ],
  RecoveryCodesRenewed: ({ userId }) => [
    aboutLogIn(userId, 'You have new recovery codes', 'The old ones no longer work.'),
  ],
  RecoveryCodeUsed: ({ userId, codesLeft }) => [
    aboutLogIn(
      userId,
      'A recovery code was used',
      `It took the place of a code of your second factor. ${codesLeft === 1 ? 'One code is' : `${codesLeft} codes are`} left.`,
    ),
  ],
  WorkspaceCreated: 'silent',
  WorkspaceChanged: 'silent',
  WorkspaceSwitched: 'silent',
  WorkspaceClosed: ({ name, userIds }) =>
    userIds.map((userId) => ({
      to: { userId },
      title: `${quoted(name)} was closed`,
      text: 'Nobody has access to this workspace any more. What was agreed and paid there stays valid.',
      path: '/workspaces',
    })),
  OwnershipOffered: ({ toUserId }) => [
    {
      to: { userId: toUserId },
      title: 'You are offered the ownership of a workspace',
      text: 'Accept it within seven days and you may do everything there, settings and members included. Until then nothing changes.',
      path: '/workspace',
    },
  ],
  OwnershipOfferEnded: ({ fromUserId, toUserId }) =>
    [fromUserId, toUserId].map((userId) => ({
      to: { userId },
      title: 'An offer of ownership has ended',
      text: 'It was taken back or declined. The owner stays the owner.',
      path: '/workspace',
    })),
  OwnershipTransferred: ({ workspaceId, fromUserId }) => [
    {
      to: { userId: fromUserId },
      title: 'Your ownership was taken over',
      text: 'The member you offered it to is an owner now, and you are a manager.',
      path: '/workspace',
    },
    {
      to: { workspaceId, roles: ['owner'] },
      title: 'An ownership was handed over',
      text: 'A member became an owner in place of another one. Look at the team to see who.',
      path: '/workspace',
    },
  ],
  MemberInvited: 'silent',
  InvitationResent: 'silent',
  InvitationRevoked: 'silent',
  MemberJoined: ({ workspaceId, role }) => [
    {
      to: { workspaceId, roles: ['owner'] },
      title: 'Somebody joined your workspace',
      text: `An invitation was accepted; the new member is ${ROLE_WORDS[role]}.`,
      path: '/workspace',
    },
  ],
  MemberRoleChanged: ({ userId, to }) => [
    {
      to: { userId },
      title: 'Your role was changed',
      text: `You are ${ROLE_WORDS[to]} now. What you may do has changed at once.`,
      path: '/workspace',
    },
  ],
  MemberGrantsChanged: ({ userId, campaignId, title, to, reason }) => [
    {
      to: { userId },
      title:
        to.length > 0 ? `You may do more on ${quoted(title)}` : `What you were given on ${quoted(title)} has ended`,
      text:
        to.length > 0
          ? `There you may now, whatever your role: ${to.map((grant) => GRANT_WORDS[grant].duty.toLowerCase()).join('; ')}.`
          : 'From now on you may do there what your role says.',
      ...(reason === 'campaign_deleted' ? {} : { path: campaignPath(campaignId) }),
    },
  ],
  MemberRemoved: ({ userId, workspaceName }) => [
    {
      to: { userId },
      title: `You no longer belong to ${quoted(workspaceName)}`,
      text: 'A member of the workspace removed you. Your account stays; you may work in another workspace or create one.',
      path: '/workspaces',
    },
  ],
  MemberLeft: ({ workspaceId }) => [
    {
      to: { workspaceId, roles: ['owner'] },
      title: 'A member left your workspace',
      text: 'They have no access any more.',
      path: '/workspace',
    },
  ],
  BrandAdded: 'silent',
  BrandChanged: 'silent',
  BrandArchived: 'silent',
  BrandProfileSaved: 'silent',
  BrandVerificationChanged: ({ workspaceId, state, reason }) => [
    {
      to: owners(workspaceId),
      title: state === 'verified' ? 'Your brand is verified' : 'Your brand is no longer verified',
      text:
        state === 'verified'
          ? `Its campaigns no longer wait for a moderator because of that. ${reason}`
          : `Its next campaign waits for a moderator. ${reason}`,
      path: '/brand',
    },
  ],
  InfluencersImported: 'silent',
  InfluencerProfileSaved: 'silent',
  InvoiceTemplateSaved: 'silent',
  InfluencerTaxSaved: 'silent',
  RateCardSaved: 'silent',
  CampaignCreated: 'silent',
  CampaignBudgetChanged: ({ workspaceId, campaignId, from, to }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: 'A budget was changed',
      text: `A campaign may spend ${amountText(to)} now; it was ${amountText(from)}.`,
      path: campaignPath(campaignId),
    },
  ],
  CampaignPlacesChanged: 'silent',
  CampaignHeldBack: ({ workspaceId, campaignId, title }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `${quoted(title)} waits for a moderator`,
      text: 'It is published once a moderator of Accord has let it through. Why it waits stands with the draft.',
      path: campaignPath(campaignId),
      inAppOnly: true,
    },
  ],
  CampaignRefused: ({ workspaceId, campaignId, title, reason, isAppeal }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `A moderator did not let ${quoted(title)} through${isAppeal ? ' after your appeal' : ''}`,
      text: `${reason} ${isAppeal ? 'That is final for this text: change it and publish it again.' : 'Change what they name and publish it again, or appeal, and another moderator looks at it.'}`,
      path: campaignPath(campaignId),
    },
  ],
  CampaignAppealed: 'silent',
  CampaignEdited: ({ campaignId, askedBy, title }) =>
    askedBy
      ? [
          {
            to: { userId: askedBy },
            title: `Your request to publish ${quoted(title ?? 'a campaign')} has ended`,
            text: 'Another member edited the draft, and an approval is for exactly what was seen. Read it and ask again.',
            path: campaignPath(campaignId),
          },
        ]
      : [],
  PublishingAsked: ({ workspaceId, campaignId, title, askedBy }) => [
    {
      to: others({ workspaceId, campaignId }, 'campaign:approve', askedBy),
      title: `${quoted(title)} waits for your approval`,
      text: 'Another member wants it published. Read it as influencers will, then approve it or say why not.',
      path: campaignPath(campaignId),
    },
  ],
  PublishingDeclined: ({ campaignId, title, askedBy }) => [
    {
      to: { userId: askedBy },
      title: `${quoted(title)} was not approved`,
      text: 'Another member declined to publish it; their reason is with the draft. Change what they ask for, then ask again.',
      path: campaignPath(campaignId),
    },
  ],
  PublishingWithdrawn: 'silent',
  CampaignDeleted: 'silent',
  CampaignStatusChanged: ({ workspaceId, campaignId, title, command, to, askedBy, isModerated }) => [
    ...(askedBy
      ? [
          {
            to: { userId: askedBy },
            title: `${quoted(title)} was approved and published`,
            text: 'Another member approved what you asked for. Influencers whose profile fits can apply now.',
            path: campaignPath(campaignId),
          },
        ]
      : []),
    {
      to: { ...team({ workspaceId, campaignId }), except: askedBy },
      title: `${quoted(title)} is ${to}`,
      text: isModerated ? `A moderator let it through. ${CAMPAIGN_TEXT[command]}` : CAMPAIGN_TEXT[command],
      path: campaignPath(campaignId),
      // What somebody of the team did just now is not worth a mail; what a day or the end of it all did is.
      inAppOnly: !isModerated && command !== 'start' && command !== 'end' && command !== 'cancel',
    },
  ],
  ApplicationSubmitted: ({ workspaceId, campaignId, title }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `New application for ${quoted(title)}`,
      text: 'An influencer wants to join your campaign. Read the proposal and decide.',
      path: campaignPath(campaignId),
    },
  ],
  ApplicationDecided: ({ influencerId, title, status, hasEnded }) => [
    {
      to: { influencerId },
      title: hasEnded
        ? `${quoted(title)} ended before your application was answered`
        : `Your application for ${quoted(title)} ${APPLICATION_ANSWERS[status].was}`,
      text: hasEnded
        ? 'The campaign takes nobody any more. Other campaigns that fit you are open.'
        : APPLICATION_ANSWERS[status].text,
      path: '/applications',
    },
  ],
  ApplicationWithdrawn: ({ workspaceId, campaignId, title }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `An application for ${quoted(title)} was withdrawn`,
      text: 'An influencer no longer wants to join this campaign.',
      path: campaignPath(campaignId),
    },
  ],
  OfferSent: ({ influencerId, offerId, title }) => [
    {
      to: { influencerId },
      title: `You have an offer for ${quoted(title)}`,
      text: 'Read the terms, then accept, answer with your own, or decline before the offer expires.',
      path: offerPath(offerId),
    },
  ],
  OfferCountered: (data) => [
    otherSide(data, {
      title: `New terms for ${quoted(data.title)}`,
      text: 'The other side answered your offer with its own terms. It is your turn.',
      path: offerPath(data.offerId),
    }),
  ],
  OfferEndsSoon: (data) => [
    otherSide(data, {
      title: `The offer for ${quoted(data.title)} ends in ${data.hoursLeft} hours`,
      text: `It is your turn: accept it, answer with your own terms, or decline. On ${onDay(data.expiresAt)} at ${data.expiresAt.slice(11, 16)} UTC it ends by itself.`,
      path: offerPath(data.offerId),
    }),
  ],
  OfferRejected: (data) => [
    otherSide(data, {
      title: `The offer for ${quoted(data.title)} was declined`,
      text: 'The other side does not want to go on with these terms.',
      path: offerPath(data.offerId),
    }),
  ],
  OfferWithdrawn: (data) => [
    otherSide(data, {
      title: `The offer for ${quoted(data.title)} was withdrawn`,
      text: 'The terms are no longer open. Nothing was agreed.',
      path: offerPath(data.offerId),
    }),
  ],
  OfferAccepted: (data) => [
    otherSide(data, {
      title: `The offer for ${quoted(data.title)} was accepted`,
      text: 'A contract was made from the agreed terms.',
      path: contractPath(data.contractId),
    }),
  ],
  ContractSigned: (data) => [
    otherSide(data, {
      title: `The contract for ${quoted(data.title)} was signed`,
      text: data.isComplete
        ? 'Both sides have signed it now. The signed PDF is with the contract.'
        : 'The other side has signed it. You can sign it as well; it is binding already, as both sides agreed to it.',
      path: contractPath(data.contractId),
    }),
  ],
  AmendmentProposed: (data) => [
    otherSide(data, {
      title: `A change of the contract for ${quoted(data.title)} is proposed`,
      text: 'Look at what would change, then accept or decline it. Until then the contract stays as it is.',
      path: deedPath(data.contractId),
    }),
  ],
  AmendmentEnded: (data) => [
    otherSide(data, {
      title: `The change of the contract for ${quoted(data.title)} was ${data.isWithdrawn ? 'withdrawn' : 'declined'}`,
      text: 'The contract stays as it is.',
      path: deedPath(data.contractId),
    }),
  ],
  ContractAmended: (data) => [
    otherSide(data, {
      title: `The contract for ${quoted(data.title)} has changed`,
      text: `Version ${data.documentVersion} holds from now on, as you proposed. Both sides can sign it.`,
      path: deedPath(data.contractId),
    }),
  ],
  RightsEnding: ({ workspaceId, campaignId, influencerId, title, endsOn, daysLeft }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `Rights of use for ${quoted(title)} end in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`,
      text: `The last day is ${endsOn}. Take the content down by then, or ask the influencer for an extension.`,
      path: '/rights',
    },
    {
      to: { influencerId },
      title: `The brand’s rights for ${quoted(title)} end in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`,
      text: `Until ${endsOn} it may use your content. If it wants to go on, it has to make you an offer.`,
      path: '/rights',
    },
  ],
  ContractCancelled: (data) => [
    otherSide(
      data,
      {
        title: `The contract for ${quoted(data.title)} was cancelled`,
        text:
          data.backToBrand.amountMinor > 0
            ? `The ${data.by} got out of it. ${amountText(data.backToBrand)} that were held go back to the brand.`
            : `The ${data.by} got out of it before it was paid in. Nothing is owed.`,
        path: contractPath(data.contractId),
      },
      ['campaign', 'budget'],
    ),
  ],
  ContentSubmitted: ({ workspaceId, campaignId, title, screening }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `New content for ${quoted(title)}`,
      text:
        screening === 'waits'
          ? 'Its screening found something: a moderator of Accord looks at it before you can approve it. You may ask for changes now.'
          : screening === 'screening'
            ? 'Its pictures and videos are being screened, which takes minutes; you can approve it after that.'
            : 'Look at it, then approve it or say what should change.',
      path: campaignPath(campaignId),
    },
  ],
  ContentScreened: ({ workspaceId, campaignId, influencerId, contractId, title, screening }) =>
    screening === 'waits'
      ? [
          {
            to: { influencerId },
            title: `A moderator looks at your content for ${quoted(title)}`,
            text: 'The screening of its pictures and videos ended with something that a person looks at before the brand can approve it.',
            path: contractPath(contractId),
          },
          {
            to: team({ workspaceId, campaignId }),
            title: `A moderator looks at content for ${quoted(title)}`,
            text: 'The screening of its pictures and videos ended with something that a moderator of Accord looks at before you can approve it. You may ask for changes now.',
            path: campaignPath(campaignId),
          },
        ]
      : [],
  ContentModerated: (data) => moderatedNotices(data),
  ContentUnanswered: ({ workspaceId, campaignId, influencerId, contractId, title, decideBy }) => [
    {
      to: { influencerId },
      title: `A moderator looks at your content for ${quoted(title)}`,
      text: `Nobody at the brand answered in time, and nobody has looked at your pictures and videos, which could not be screened. A moderator of Accord does so by ${onDay(decideBy)}; if they let it through, it counts as approved.`,
      path: contractPath(contractId),
    },
    {
      to: team({ workspaceId, campaignId }),
      title: `The time to answer content for ${quoted(title)} is over`,
      text: `Nobody of your team has opened its pictures and videos, and they could not be screened: a moderator of Accord looks at them by ${onDay(decideBy)}. If they let it through, it counts as approved; until then you can still answer.`,
      path: campaignPath(campaignId),
    },
  ],
  ContentSeen: 'silent',
  ModerationAppealed: 'silent',
  ModerationWaits: ({ count, decideBy }) => [
    {
      to: { staff: 'moderation:decide' },
      title: count === 1 ? 'Something waits for a moderator' : `${count} things wait for a moderator`,
      text: `${count === 1 ? 'Nobody has decided on it' : 'Nobody has decided on them'} for a day. ${
        decideBy
          ? `Both sides were promised a decision by ${onDay(decideBy)}, ${decideBy.slice(11, 16)} UTC.`
          : 'Somebody cannot go on until then.'
      }`,
      path: '/moderation',
    },
  ],
  ScreeningPolicySaved: 'silent',
  RuleSaved: 'silent',
  RuleDeleted: 'silent',
  RuleNotified: ({ workspaceId, campaignId, name, title, roles, text }) => [
    {
      to: { workspaceId, roles },
      title: `${quoted(title)}: ${name}`,
      text: `${text} Your rule ${quoted(name)} says so.`,
      path: campaignPath(campaignId),
    },
  ],
  RuleStopped: ({ ruleId, name, reason, authorId }) => [
    {
      to: person(authorId),
      title: `The rule ${quoted(name)} was held up`,
      text: STOP_WORDS[reason],
      path: `/rules/${ruleId}`,
    },
  ],
  CampaignTagged: 'silent',
  InfluencerInvited: ({ campaignId, influencerId, title, brandName }) => [
    {
      to: { influencerId },
      title: `${brandName} invites you to apply to ${quoted(title)}`,
      text: 'The campaign fits your profile. Look at what it asks for and apply if you like it; nothing happens if you do not.',
      path: `/discover/${campaignId}`,
    },
  ],
  TaskAdded: givenTask,
  TaskChanged: givenTask,
  TaskDeleted: 'silent',
  ContentReviewed: ({ workspaceId, campaignId, influencerId, contractId, title, status, isSilent }) => [
    {
      to: { influencerId },
      title: `${REVIEW_TITLE[status]} ${quoted(title)}`,
      text: `${isSilent ? 'The brand did not answer in the time you agreed on. ' : ''}${REVIEW_TEXT[status]}`,
      path: contractPath(contractId),
    },
    ...(isSilent
      ? [
          {
            to: team({ workspaceId, campaignId }),
            title: `Content for ${quoted(title)} counts as approved`,
            text: 'It was not answered in the time that the contract gives.',
            path: campaignPath(campaignId),
          },
        ]
      : []),
  ],
  ContentWentLive: ({ workspaceId, campaignId, title }) => [
    {
      to: team({ workspaceId, campaignId }),
      title: `Content for ${quoted(title)} is live`,
      text: 'It is published; the link is with the content.',
      path: campaignPath(campaignId),
    },
  ],
  ContentLiveChecked: ({ workspaceId, campaignId, influencerId, contractId, title, state }) =>
    state === 'not_found' || state === 'not_theirs'
      ? [
          {
            to: { influencerId },
            title: `The address you reported for ${quoted(title)} was not confirmed`,
            text: LIVE_DENIED[state],
            path: contractPath(contractId),
          },
          {
            to: team({ workspaceId, campaignId }),
            title: `A reported address for ${quoted(title)} was not confirmed`,
            text: 'The platform does not show the post there as theirs, so it does not count as live. The influencer was asked for the right address.',
            path: campaignPath(campaignId),
          },
        ]
      : [],
  ContentCommented: (data) => [
    otherSide(
      data,
      {
        title: `New comment on content for ${quoted(data.title)}`,
        text: 'The other side wrote something about it. Read it and answer.',
        path: data.by === 'brand' ? contractPath(data.contractId) : campaignPath(data.campaignId),
      },
      ['campaign', 'communications'],
    ),
  ],
  MessageSent: (data) =>
    data.tells
      ? [
          {
            ...otherSide(
              data,
              {
                title: `New message: ${TALK_NAMES[data.about]} ${quoted(data.title)}`,
                text: `The ${data.by} wrote to you. What follows is not mailed until you have read it.`,
                path: `/messages/${data.threadId}`,
              },
              ['campaign', 'communications'],
            ),
            mailAfterSeconds: MAIL_AFTER_SECONDS,
          },
        ]
      : [],
  ThreadRead: 'silent',
  // Whoever uploads looks at the screen, where any other refusal is shown; a scan may take longer than they do.
  UploadInspected: ({ workspaceId, userId, fileName = 'A file', reason }) =>
    isScanReason(reason)
      ? [
          {
            to: userId === undefined ? owners(workspaceId ?? '') : person(userId),
            title: `${quoted(fileName)} was refused`,
            text: SCAN_REASON_WORDS[reason],
          },
        ]
      : [],
  DocumentAdded: (data) => aboutDocument(data, 'New document', 'You can read it under Documents.'),
  DocumentVersionAdded: (data) =>
    aboutDocument(data, 'New version of a document', 'The newest version is under Documents, with those before it.'),
  DocumentAccessChanged: (data) => aboutDocument(data, 'A document was opened to you', 'It is under Documents now.'),
  DocumentLinkCreated: 'silent',
  DocumentLinkEnded: 'silent',
  DocumentDeleted: 'silent',
  PaymentOpened: 'silent',
  PaymentFunded: ({ workspaceId, campaignId, influencerIds }) => [
    ...influencerIds.map((influencerId) => ({
      to: { influencerId },
      title: 'Your money is held',
      text: 'The brand has paid for your contract. The money is protected while you work; you can start now.',
      path: '/contracts',
    })),
    {
      to: payers({ workspaceId, campaignId }),
      title: 'Your payment is protected',
      text: 'The money is held for the contracts it is for, and is released when their content is live.',
      path: campaignPath(campaignId),
    },
  ],
  PaymentFailed: ({ workspaceId, campaignId, canceled, code, amount, replacedBy }) =>
    canceled
      ? replacedBy
        ? [
            {
              to: payers({ workspaceId, campaignId }),
              title: `Your open payment of ${amountText(amount)} is now one of ${amountText(replacedBy.amount)}`,
              text: 'A contract it was to pay for was cancelled. Nothing was charged. Finish paying for the other contracts when you are ready.',
              path: `/campaigns/${campaignId}/fund`,
            },
          ]
        : []
      : [
          {
            to: payers({ workspaceId, campaignId }),
            title: 'A payment did not go through',
            text: `${declineSentence(code)} Nothing was charged. ${declineTodo(code)}`,
            path: `/campaigns/${campaignId}/fund`,
          },
        ],
  PaymentWarned: ({ workspaceId, campaignId, amount, reviewUntil }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: `The card network asks about your payment of ${amountText(amount)}`,
      text: `It was reported as possible fraud. What is still held of it is not paid out before ${onDay(reviewUntil)}. If you know the payment, tell the bank of the card; if you do not, take the money back on the campaign’s payments.`,
      path: paymentsPath(campaignId),
    },
  ],
  ClawBackOrdered: ({ influencerId, amount }) => [
    {
      to: { influencerId },
      title: `${amountText(amount)} of what you were paid is taken back`,
      text: 'Your earnings say for which contract and why. What your balance at Stripe does not cover now is taken from your next payouts; you need not send anything. If you think it is wrong, write to support.',
      path: '/earnings',
    },
  ],
  ClawBackChanged: ({ influencerId, status, amount, back }) => [
    {
      to: { influencerId },
      title: `${amountText(back)}${status === 'settled' ? '' : ` of ${amountText(amount)}`} has been given back`,
      text:
        status === 'settled'
          ? 'Nothing is owed for it any more; your next payouts are whole again.'
          : 'The rest is taken from your next payouts.',
      path: '/earnings',
    },
  ],
  ClawBackDismissed: ({ influencerId, amount, reason, isOrdered }) => [
    {
      to: { influencerId },
      title: `${amountText(amount)} ${isOrdered ? 'are not taken back any more' : 'of what you were paid stay yours'}`,
      text: `${isOrdered ? 'Nothing more is taken from your payouts for it.' : 'People of Accord looked at whether it has to be given back; it has not.'} Their reason: ${reason}`,
      path: '/earnings',
    },
  ],
  ClawBackRefunded: ({ workspaceId, campaignId, contractId, amount }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: `${amountText(amount)} is paid back to you`,
      text: 'It was paid out for a contract and has been taken back from the influencer. It goes back to your card.',
      path: contractPath(contractId),
    },
  ],
  PaymentRefundedByHand: ({ workspaceId, campaignId, refunded, influencerIds, partly }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: `${amountText(refunded)} were refunded by people of Accord`,
      text: `They go back to your card. What was still held for the contracts of this payment was used for it first.${partly ? ` Of one contract only a part went back: ${amountText(partly.left)} stay held for it, and it goes on.` : ''}`,
      path: campaignPath(campaignId),
    },
    ...influencerIds.map((influencerId) => ({
      to: { influencerId },
      title: 'The money of a contract went back',
      text: 'It was held for you and was given back to the brand; nothing is held for it any more. Do not begin work for it, and ask the brand or support if you think it is wrong.',
      path: '/contracts',
    })),
    ...(partly
      ? [
          {
            to: { influencerId: partly.influencerId },
            title: `${amountText(partly.back)} of what was held for you went back`,
            text: `People of Accord gave them back to the brand; ${amountText(partly.left)} are still held for this contract, less the fee they are what you are paid for it. Ask the brand or support, or open a dispute, if you think it is wrong.`,
            path: `/contracts/${partly.contractId}`,
          },
        ]
      : []),
  ],
  PaymentDisputed: ({ workspaceId, campaignId }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: 'A payment is disputed',
      text: 'The cardholder’s bank disputes a payment. What is not released yet is frozen until that is settled.',
      path: campaignPath(campaignId),
    },
  ],
  PaymentDisputeClosed: ({ workspaceId, campaignId, outcome }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: outcome === 'won' ? 'A dispute was settled' : 'A dispute was lost',
      text:
        outcome === 'won'
          ? 'The frozen money is held for its contracts again.'
          : 'The bank gave the money back to the cardholder.',
      path: campaignPath(campaignId),
    },
  ],
  DisputeOpened: (data) => [
    aboutDispute(data, otherThan(data.by), {
      title: `A dispute was opened about ${quoted(data.title)}`,
      text: `The ${data.by} opened it; ${amountText(data.amount)} stay frozen until it is settled. Answer by ${onDay(data.dueAt)}, and show what speaks for your side; without an answer Accord decides.`,
    }),
  ],
  DisputeAnswered: (data) => [
    aboutDispute(data, otherThan(data.by), {
      title: `Your dispute about ${quoted(data.title)} was answered`,
      text: `Read the answer. Until ${onDay(data.dueAt)} both of you may show evidence and agree on how to divide the money; after that Accord decides.`,
    }),
  ],
  DisputeEvidenceAdded: (data) => [
    aboutDispute(data, otherThan(data.by), {
      title: `New evidence in the dispute about ${quoted(data.title)}`,
      text: 'The other side added something to the dispute. Read it; you may add to it as well.',
    }),
  ],
  SettlementProposed: (data) => [
    aboutDispute(data, otherThan(data.by), {
      title: `A proposal in the dispute about ${quoted(data.title)}`,
      text: `The ${data.by} proposes ${amountText(data.toInfluencer)} for the influencer and ${amountText(data.toBrand)} for the brand. Accept it, or propose something else.`,
    }),
  ],
  DisputeReminded: (data) =>
    (data.answerBy ? [data.answerBy] : (['brand', 'influencer'] as const)).map((side) =>
      aboutDispute(data, side, {
        title: data.answerBy
          ? `Your answer in the dispute about ${quoted(data.title)} is due`
          : `The time for evidence about ${quoted(data.title)} is nearly over`,
        text: `It ends in less than ${data.hoursLeft} hours. After that nothing can be added, and Accord decides by what is there.`,
      }),
    ),
  DossierAsked: 'silent',
  DisputeHandedOver: (data) =>
    (['brand', 'influencer'] as const).map((side) =>
      aboutDispute(data, side, {
        title: `Accord decides the dispute about ${quoted(data.title)}`,
        text: 'The time for evidence is over. Somebody of Accord reads what both of you showed and decides; until then you may still agree with each other.',
      }),
    ),
  DisputeDecided: (data) =>
    (['brand', 'influencer'] as const).map((side) =>
      aboutDispute(data, side, {
        title: `Accord has decided the dispute about ${quoted(data.title)}`,
        text: `${partsText(data)}. The reason is with the dispute. No money moves before ${onDay(data.finalAt)}: until then either side may appeal once, and somebody else decides. If you agree, accept the decision there.`,
      }),
    ),
  DisputeAppealed: (data) => [
    aboutDispute(data, otherThan(data.by), {
      title: `The ${data.by} appealed in the dispute about ${quoted(data.title)}`,
      text: `Read why. Until ${onDay(data.dueAt)} both of you may show more; then somebody at Accord who has not decided it before decides for good. No money moves before.`,
    }),
  ],
  AppealWaived: (data) => [
    aboutDispute(data, otherThan(data.by), {
      title: `The ${data.by} accepts the decision about ${quoted(data.title)}`,
      text: 'If you accept it too, the money goes at once. You may still appeal while the time for it runs.',
    }),
  ],
  DisputeClosed: (data) =>
    (['brand', 'influencer'] as const).map((side) =>
      aboutDispute(data, side, {
        title: `The dispute about ${quoted(data.title)} is over`,
        text: closingText(data),
      }),
    ),
  ReleaseRequested: 'silent',
  RefundRequested: 'silent',
  ReleaseApprovalAsked: ({ workspaceId, campaignId, begunBy, amount }) => [
    {
      to: others({ workspaceId, campaignId }, 'payment:release', begunBy),
      title: `A release of ${amountText(amount)} waits for your approval`,
      text: 'All content is approved, and your workspace wants a second person for a release of this size. Look at it, then approve it or say why not.',
      path: paymentsPath(campaignId),
    },
  ],
  ReleaseApproved: ({ campaignId, begunBy, amount }) => [
    {
      to: { userId: begunBy },
      title: `A release of ${amountText(amount)} was approved`,
      text: 'It is paid out by itself once the content has been live for long enough.',
      path: paymentsPath(campaignId),
    },
  ],
  ReleaseDeclined: ({ campaignId, begunBy, amount }) => [
    {
      to: { userId: begunBy },
      title: `A release of ${amountText(amount)} was declined`,
      text: 'A second person said why not; their reason is with the payment. The money stays held until somebody approves it, at most for the agreed time.',
      path: paymentsPath(campaignId),
    },
  ],
  ReleaseReserved: ({ workspaceId, campaignId, amount, withoutSecondPerson }) =>
    withoutSecondPerson
      ? [
          {
            to: payers({ workspaceId, campaignId }),
            title: `${amountText(amount)} is paid out without a second person`,
            text: 'Nobody approved the release in time, and the influencer has delivered what was agreed, so it is paid out now.',
            path: paymentsPath(campaignId),
          },
        ]
      : [],
  ReleaseRefused: 'silent',
  PaymentReleased: ({ influencerId, workspaceId, campaignId }) => [
    {
      to: { influencerId },
      title: 'You have been paid',
      text: 'The money for your content is on its way to your bank.',
      path: '/earnings',
    },
    {
      to: payers({ workspaceId, campaignId }),
      title: 'A payment was released',
      text: 'The content is live and the influencer has been paid.',
      path: campaignPath(campaignId),
    },
  ],
  HoldEndingSoon: ({ workspaceId, campaignId, influencerId, contractId, heldUntil, daysLeft }) => {
    const days = daysLeft === 1 ? 'one more day' : `${daysLeft} more days`;
    const title = `Money for a contract can be held for ${days}`;
    const until = `The payment provider lets it be held until ${onDay(heldUntil)}.`;
    return [
      {
        to: payers({ workspaceId, campaignId }),
        title,
        text: `${until} See that the content is approved and live before; if none was handed in, the money goes back to you a day earlier.`,
        path: contractPath(contractId),
      },
      {
        to: { influencerId },
        title,
        text: `${until} Deliver and publish before; if nothing was handed in, the money goes back to the brand a day earlier.`,
        path: contractPath(contractId),
      },
    ];
  },
  ProofCreated: 'silent',
  ProofRevoked: 'silent',
  InvoiceIssued: ({ kind, number, workspaceId, campaignId, influencerId, invoiceId }) => [
    {
      to: isOfBrand(kind) ? payers({ workspaceId, campaignId }) : { influencerId },
      title: `${invoiceTitle(kind)} ${number} is ready`,
      text: `It is about a payment that was ${isCredit(kind) ? 'taken back' : 'released'}; you can read it here and download it as a PDF.`,
      path: `/invoices/${invoiceId}`,
    },
  ],
  InvoicePdfRendered: 'silent',
  EarningsStatementAsked: 'silent',
  PaymentClawedBack: 'silent',
  RefundReserved: 'silent',
  AdjustmentProposed: 'silent',
  AdjustmentClosed: 'silent',
  AdjustmentPosted: 'silent',
  RefundRefused: ({ stuck, ...held }) => (stuck ? refundStuckNotices(held) : []),
  StuckRefundDecided: ({ action, workspaceId, campaignId, influencerId, contractId, amount }) =>
    action === 'retry'
      ? []
      : [
          {
            to: payers({ workspaceId, campaignId }),
            title: `${amountText(amount)} are owed to you instead of a refund`,
            text: 'The refund could not be made, so Accord owes you the money now; it is a credit in your ledger. People of Accord ask you how you want to be paid.',
            path: contractPath(contractId),
          },
          {
            to: { influencerId },
            title: 'The money of a contract went back',
            text: 'It was held for you and is the brand’s again; nothing is held for it any more. Do not begin work for it.',
            path: contractPath(contractId),
          },
        ],
  PaymentRefunded: ({ workspaceId, campaignId, influencerId, contractId, milestone }) => [
    {
      to: payers({ workspaceId, campaignId }),
      title: 'Money was refunded',
      text: `What was held for ${milestone === undefined ? 'a contract' : `milestone ${milestone} of a contract`} goes back to your card.`,
      path: campaignPath(campaignId),
    },
    {
      to: { influencerId },
      title: milestone === undefined ? 'The money of a contract went back' : 'The money of a milestone went back',
      text: `It was held for you and went back to the brand; nothing is held for ${milestone === undefined ? 'this contract' : `milestone ${milestone} of this contract`} any more. Do not begin work for it.`,
      path: contractPath(contractId),
    },
  ],
  RefundFailed: ({ stuck, ...held }) =>
    stuck
      ? refundStuckNotices(held)
      : [
          {
            to: payers(held),
            title: 'A refund did not arrive',
            text: 'Your bank sent the money back. It is held again; ask for the refund once more or contact support.',
            path: campaignPath(held.campaignId),
          },
        ],
  PayoutAccountChanged: (changed) => {
    const words = payoutAccountWords(changed);
    return words ? [{ to: { influencerId: changed.influencerId }, ...words, path: '/payout-account' }] : [];
  },
  TaxFormEndingSoon: ({ influencerId, form, validUntil, daysLeft }) => [
    {
      to: { influencerId },
      title: `Your form ${form} ends ${daysLeft <= 1 ? 'within a day' : `in ${daysLeft} days`}`,
      text: `It holds until ${validUntil}. Give it anew on Stripe’s page; what is in it stays there. Without it, tax may have to be kept back of what you are paid.`,
      path: '/payout-account',
    },
  ],
  PayoutDetailsDueSoon: ({ influencerId, requirementsDue, dueAt, daysLeft }) => [
    {
      to: { influencerId },
      title: `Stripe needs something from you ${daysLeft <= 1 ? 'within a day' : `within ${daysLeft} days`}`,
      text: `It is ${wantedPhrase(requirementsDue)}, by ${onDay(dueAt)}. After that nothing can be paid to you until it is given; it takes a few minutes on Stripe’s page.`,
      path: '/payout-account',
    },
  ],
  BankPayoutChanged: ({ influencerId, status, amount, failureCode = null, returned }) => {
    if (status !== 'failed') return [];
    const { why, todo } = returnWords(failureCode);
    return [
      {
        to: { influencerId },
        title: `${amount ? amountText(amount) : 'A payment'} ${returned ? 'came back from' : 'did not reach'} your bank`,
        text: `${why} ${todo} ${RETURNED_MONEY}`,
        path: '/payout-account',
      },
    ];
  },
  SocialAccountConnected: 'silent',
  SocialAccountDisconnected: 'silent',
  MetricsPulled: 'silent',
  SocialAccountStateChanged: ({ influencerId, platform, to }) => {
    if (to !== 'reconnect_needed' && to !== 'permission_needed') return [];
    return [
      {
        to: { influencerId },
        title: `Connect ${PLATFORM_NAMES[platform]} again`,
        text: 'The platform no longer lets us read your numbers. Until you connect the account again, brands see the last ones.',
        path: '/social-accounts',
      },
    ];
  },
  FollowersMeasured: 'silent',
  ApiKeyCreated: ({ workspaceId, name }) => [
    {
      to: owners(workspaceId),
      title: 'An API key was created',
      text: `The key ${quoted(name)} can act for your workspace. If nobody of you made it, revoke it.`,
      path: '/integrations',
    },
  ],
  ApiKeyChanged: 'silent',
  WebhookCreated: ({ workspaceId, webhookId, host }) => [newReceiver(workspaceId, webhookId, host)],
  WebhookChanged: ({ workspaceId, webhookId, before, after }) =>
    before.host === after.host ? [] : [newReceiver(workspaceId, webhookId, after.host)],
  WebhookSecretRotated: 'silent',
  CampaignTemplateSaved: 'silent',
  CampaignTemplateDeleted: 'silent',
  WebhookDeleted: 'silent',
  WebhookDeliveryRequested: 'silent',
  WebhookDisabled: ({ workspaceId, webhookId, host, reason }) => [
    {
      to: owners(workspaceId),
      title: 'A webhook was disabled',
      text:
        reason === 'gone'
          ? `${host} answers that nothing is there any more (410). Nothing is sent to it until you enable the webhook again.`
          : `${host} has not taken anything for three days. Nothing is sent to it until you enable the webhook again.`,
      path: `/integrations/webhooks/${webhookId}`,
    },
  ],
  ApiKeyRevoked: ({ workspaceId, name }) => [
    {
      to: owners(workspaceId),
      title: 'An API key was revoked',
      text: `The key ${quoted(name)} no longer works.`,
      path: '/integrations',
    },
  ],
  ProviderEventReceived: 'silent',
  // Telling about telling would never end.
  NotificationCreated: 'silent',
};

/** What an influencer is told of their payout account: that it is ready, that payouts have stopped and why, or that something new is wanted; nothing when they are waited for anyway. */
function payoutAccountWords(changed: EventData<'PayoutAccountChanged'>): { title: string; text: string } | undefined {
  const { status, was, requirementsDue = [], newlyDue = [], dueAt, disabledReason } = changed;
  const wanted = `It is ${wantedPhrase(requirementsDue)}.`;
  if (status === 'payable') {
    if (was !== 'payable') return { title: 'You can be paid', text: 'Your payout account is complete.' };
    if (newlyDue.length === 0) return undefined;
    const until = dueAt ? ` by ${onDay(dueAt)}` : '';
    return {
      title: `Stripe needs something from you${until}`,
      text: `${wanted} You are paid as before${until ? '; after that day nothing can be paid to you until it is given' : ''}.`,
    };
  }
  if (status === was && newlyDue.length === 0) return undefined;
  const reason = disabledReason ? disabledSentence(disabledReason) : 'Stripe says on its page what it needs.';
  if (was === 'payable')
    return {
      title: status === 'rejected' ? 'Your payout account was closed' : 'Payouts to you have stopped',
      text: `${reason}${status === 'restricted' ? ` ${wanted}` : ''} Money you earn stays held for you meanwhile.`,
    };
  if (status === 'rejected') return { title: 'Your payout account was closed', text: reason };
  if (status !== 'restricted') return undefined;
  return { title: 'Your payout account needs more', text: `${wanted} Until it is given you cannot be paid.` };
}

function moderatedNotices({
  workspaceId,
  campaignId,
  influencerId,
  contractId,
  title,
  decision,
  reason,
  isAppeal,
}: EventData<'ContentModerated'>): Notice[] {
  const isThrough = decision === 'approved';
  const after = isAppeal ? ' after your appeal' : '';
  return [
    {
      to: { influencerId },
      title: `A moderator ${isThrough ? 'let your content through' : 'did not let your content through'}${after}: ${quoted(title)}`,
      text: isThrough
        ? `The brand reviews it now. What the moderator said: ${reason}`
        : `${reason} ${isAppeal ? 'That is final; the brand may ask you for another version.' : 'You may appeal, and another moderator looks at it, or wait for what the brand wants changed.'}`,
      path: contractPath(contractId),
    },
    {
      to: team({ workspaceId, campaignId }),
      title: `A moderator ${isThrough ? 'let content through' : 'did not let content through'} for ${quoted(title)}`,
      text: isThrough
        ? 'Look at it, then approve it or say what should change.'
        : `${reason} It cannot be approved; ask for changes, or reject it.`,
      path: campaignPath(campaignId),
    },
  ];
}

const REVIEW_TITLE: Record<EventData<'ContentReviewed'>['status'], string> = {
  approved: 'Your content was approved for',
  changes_requested: 'Changes are wanted for',
  rejected: 'Your content was rejected for',
};

const REVIEW_TEXT: Record<EventData<'ContentReviewed'>['status'], string> = {
  approved: 'Publish it, then report the link: payment follows.',
  changes_requested: 'Read the note of the brand and submit a new version.',
  rejected: 'Read the note of the brand; you may submit another piece.',
};

const CAMPAIGN_TEXT: Record<EventData<'CampaignStatusChanged'>['command'], string> = {
  publish: 'Influencers can see the campaign and apply.',
  start: 'The first day has come. Content can be submitted now.',
  pause: 'The campaign takes no applications until it is resumed.',
  resume: 'The campaign goes on where it was paused.',
  cancel: 'The campaign ended before any contract was made.',
  complete: 'The campaign was completed before its last day.',
  end: 'The last day is over.',
};

/** The events that tell anyone anything. */
export const NOTICED_EVENTS = (Object.keys(NOTICES) as EventType[]).filter((type) => NOTICES[type] !== 'silent');

/** What an event tells people; nothing for silent ones. */
export function noticesOf(event: { type: EventType; data: unknown }): readonly Notice[] {
  const line = NOTICES[event.type];
  return line === 'silent' ? [] : line(event.data as never);
}
