import type { Campaign } from './campaign.ts';
import { type Refused, refuse } from './decision.ts';
import type { Moderation, ModerationState } from './moderation.ts';
import {
  DEFAULT_POLICY,
  type Finding,
  judge,
  SCREENING_ACTIONS,
  type ScreeningCheck,
  type ScreeningPolicy,
} from './screening.ts';

/** What the text of a campaign is screened for; what creators are to name or not to name is theirs to say in it. */
export const CAMPAIGN_CHECKS: readonly ScreeningCheck[] = ['profanity', 'toxicity', 'claims'];

/** What screening and moderators said of a draft before it is published. */
export interface CampaignModeration extends Omit<Moderation, 'state' | 'decideBy'> {
  state: ModerationState;
  /** It is the first campaign of a brand that is not verified. */
  isNewBrand: boolean;
}

/** All that a campaign says to influencers, in the order in which they read it. */
export function textOfCampaign(
  campaign: Pick<Campaign, 'title' | 'brief' | 'guidelines' | 'terms' | 'applying'>,
): string {
  const { title, brief, guidelines, terms, applying } = campaign;
  const { dos = [], donts = [], hashtags = [], mentions = [] } = guidelines ?? {};
  const lines = [
    ...[title, brief, ...dos, ...donts],
    ...[hashtags.map((tag) => `#${tag}`).join(' '), mentions.map((name) => `@${name}`).join(' ')],
    ...[terms?.usageRights ?? '', ...(applying?.questions ?? []).map(({ text }) => text)],
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** How the campaigns of a workspace are screened: as it wants its content screened, but never laxer than where nobody has said anything. */
export function policyForCampaigns(policy: ScreeningPolicy): ScreeningPolicy {
  const stricter = (check: ScreeningCheck) => {
    const said = [policy.actions[check], DEFAULT_POLICY.actions[check]];
    return SCREENING_ACTIONS.findLast((action) => said.includes(action)) ?? 'hold';
  };
  return {
    ...policy,
    actions: {
      ...policy.actions,
      ...{ profanity: stricter('profanity'), toxicity: stricter('toxicity'), claims: stricter('claims') },
    },
  };
}

/** What a draft came to: it waits for a moderator as `itemId`, or is published with what was found; undefined where nothing was. */
export function judgeCampaign(
  findings: readonly Finding[],
  policy: ScreeningPolicy,
  { itemId, isNewBrand }: { itemId: string; isNewBrand: boolean },
): CampaignModeration | undefined {
  const own = findings.filter(({ check }) => CAMPAIGN_CHECKS.includes(check));
  const judged = judge(own, policyForCampaigns(policy));
  const undecided = { reason: null, decidedAt: null, isNewBrand };
  if (judged.state === 'waits' || isNewBrand) return { ...judged, ...undecided, state: 'waits', itemId };
  return judged.state === 'flagged' ? { ...judged, ...undecided, itemId: null } : undefined;
}

/** Why a draft cannot be published while moderators hold it back; undefined when they do not. */
export function heldBack({ moderation }: Pick<Campaign, 'moderation'>): Refused<'campaign_in_moderation'> | undefined {
  const state = moderation?.state;
  if (state === 'waits' || state === 'appealed')
    return refuse('campaign_in_moderation', 'It waits for a moderator of Accord; you hear what they decide.');
  if (state === 'refused')
    return refuse(
      'campaign_in_moderation',
      'A moderator did not let it through: change what they name and publish it again, or appeal.',
    );
  return undefined;
}
