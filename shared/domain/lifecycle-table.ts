import type { CampaignStatus } from './campaign.ts';

/** Who may give a command: members with a permission, a moderator of the platform, the lifecycle machine when a day has come, or a dispute about a contract. */
export type CommandGiver = 'campaign:write' | 'campaign:approve' | 'moderator' | 'clock' | 'dispute';

/** What must hold for a command beside the state, with the refusal where it does not, in the order in which it is looked at. */
export const GUARDS = {
  version_as_read: { code: 'version_conflict', says: 'nobody has changed it since it was read' },
  no_contradiction: { code: 'validation_failed', says: 'its fields do not contradict each other' },
  complete: {
    code: 'campaign_not_ready',
    says: 'nothing is missing, its last day lies ahead, and neither the last day to apply nor a due day of a deliverable is past',
  },
  within_limits: { code: 'spending_limit_exceeded', says: 'its budget fits the limits of the workspace' },
  second_member: {
    code: 'no_second_member',
    says: 'where the workspace has another member publish, there is one; then it is asked for and stays a draft',
  },
  cleared: {
    code: 'campaign_in_moderation',
    says: 'a moderator has let through what its screening holds back, and the first campaign of a brand that is not verified; until then it waits and stays a draft',
  },
  refused: { code: 'moderation_not_refused', says: 'a moderator did not let it through' },
  may_appeal: { code: 'appeal_over', says: 'nobody has appealed yet, and the days to do so are not over' },
  asked_for: { code: 'publishing_not_asked', says: 'somebody asks for it to be published' },
  other_person: { code: 'same_person', says: 'it was asked for by somebody else' },
  own_request: { code: 'not_your_request', says: 'it was asked for by oneself' },
  covers_committed: { code: 'budget_below_committed', says: 'the budget covers what contracts stand for' },
  covers_taken: {
    code: 'places_below_taken',
    says: 'there are at least as many places as influencers with a contract',
  },
  no_commitments: { code: 'campaign_has_commitments', says: 'no contract stands on it' },
  no_documents: { code: 'campaign_has_documents', says: 'no document is in its folder' },
} as const;
export type Guard = keyof typeof GUARDS;

/** What a command changes beside the state. */
export const EFFECTS = {
  request_ended: 'a request to publish it ends',
  review_ended: 'it waits for no moderator any more',
  listing_kept: 'influencers see it exactly while it is open',
  budget_opened: 'its budget is opened and counts against the limits of the workspace',
  places_opened: 'as many influencers as it takes can accept, and no more',
  brief_kept: 'its brief is kept in its folder',
  budget_given_back: 'what is left of its budget is given back to the limit of the year',
  clocks_stopped: 'the days that lie ahead stop: first and last day, last day to apply, due days of deliverables',
  clocks_resumed: 'the days that were stopped are later by as many days as it was paused',
} as const;
export type Effect = keyof typeof EFFECTS;

/** One row of the table. `before` is what the campaign was before it was paused or disputed, `same` what it is, `gone` no campaign any more. */
export interface CommandRule {
  from: readonly CampaignStatus[];
  to: CampaignStatus | 'before' | 'same' | 'gone';
  by: CommandGiver;
  /** The refusal in every other state; nothing is refused to a dispute, which then does not show in the campaign. */
  otherwise:
    | 'illegal_transition'
    | 'campaign_not_editable'
    | 'publishing_not_asked'
    | 'moderation_not_refused'
    | 'moderation_closed'
    | null;
  guards: readonly Guard[];
  effects: readonly Effect[];
}

/**
 * Every command that a campaign takes in any of its states: the one table that decisions, permissions of the API, the lifecycle machine, the documentation and the tests
 * read. What is not here is refused.
 */
export const LIFECYCLE = {
  edit: {
    from: ['draft'],
    to: 'same',
    by: 'campaign:write',
    otherwise: 'campaign_not_editable',
    guards: ['version_as_read', 'no_contradiction'],
    effects: ['request_ended', 'review_ended'],
  },
  delete: {
    from: ['draft'],
    to: 'gone',
    by: 'campaign:write',
    otherwise: 'campaign_not_editable',
    guards: ['no_documents'],
    effects: ['review_ended'],
  },
  publish: {
    from: ['draft'],
    to: 'published',
    by: 'campaign:write',
    otherwise: 'illegal_transition',
    guards: ['complete', 'within_limits', 'second_member', 'cleared'],
    effects: ['request_ended', 'listing_kept', 'budget_opened', 'places_opened', 'brief_kept'],
  },
  approve: {
    from: ['draft'],
    to: 'published',
    by: 'campaign:approve',
    otherwise: 'publishing_not_asked',
    guards: ['asked_for', 'other_person', 'version_as_read', 'complete', 'within_limits', 'cleared'],
    effects: ['request_ended', 'listing_kept', 'budget_opened', 'places_opened', 'brief_kept'],
  },
  decline: {
    from: ['draft'],
    to: 'same',
    by: 'campaign:approve',
    otherwise: 'publishing_not_asked',
    guards: ['asked_for', 'other_person', 'version_as_read'],
    effects: ['request_ended'],
  },
  withdraw: {
    from: ['draft'],
    to: 'same',
    by: 'campaign:approve',
    otherwise: 'publishing_not_asked',
    guards: ['asked_for', 'own_request'],
    effects: ['request_ended'],
  },
  let_through: {
    from: ['draft'],
    to: 'published',
    by: 'moderator',
    otherwise: 'moderation_closed',
    guards: ['complete', 'within_limits'],
    effects: ['request_ended', 'listing_kept', 'budget_opened', 'places_opened', 'brief_kept'],
  },
  hold_back: {
    from: ['draft'],
    to: 'same',
    by: 'moderator',
    otherwise: 'moderation_closed',
    guards: [],
    effects: [],
  },
  appeal: {
    from: ['draft'],
    to: 'same',
    by: 'campaign:write',
    otherwise: 'moderation_not_refused',
    guards: ['refused', 'may_appeal'],
    effects: [],
  },
  start: {
    from: ['published'],
    to: 'active',
    by: 'clock',
    otherwise: 'illegal_transition',
    guards: [],
    effects: ['listing_kept'],
  },
  change_budget: {
    from: ['published', 'active', 'paused'],
    to: 'same',
    by: 'campaign:write',
    otherwise: 'campaign_not_editable',
    guards: ['version_as_read', 'covers_committed', 'within_limits'],
    effects: [],
  },
  change_places: {
    from: ['published', 'active', 'paused'],
    to: 'same',
    by: 'campaign:write',
    otherwise: 'campaign_not_editable',
    guards: ['version_as_read', 'covers_taken'],
    effects: [],
  },
  pause: {
    from: ['published', 'active'],
    to: 'paused',
    by: 'campaign:write',
    otherwise: 'illegal_transition',
    guards: [],
    effects: ['listing_kept', 'clocks_stopped'],
  },
  resume: {
    from: ['paused'],
    to: 'before',
    by: 'campaign:write',
    otherwise: 'illegal_transition',
    guards: [],
    effects: ['clocks_resumed', 'listing_kept'],
  },
  cancel: {
    from: ['draft', 'published', 'active', 'paused'],
    to: 'cancelled',
    by: 'campaign:write',
    otherwise: 'illegal_transition',
    guards: ['no_commitments'],
    effects: ['request_ended', 'review_ended', 'listing_kept', 'budget_given_back'],
  },
  complete: {
    from: ['active'],
    to: 'completed',
    by: 'campaign:write',
    otherwise: 'illegal_transition',
    guards: [],
    effects: ['listing_kept', 'budget_given_back'],
  },
  end: {
    from: ['published', 'active'],
    to: 'completed',
    by: 'clock',
    otherwise: 'illegal_transition',
    guards: [],
    effects: ['listing_kept', 'budget_given_back'],
  },
  dispute: {
    from: ['published', 'active', 'paused', 'completed', 'disputed'],
    to: 'disputed',
    by: 'dispute',
    otherwise: null,
    guards: [],
    effects: ['listing_kept'],
  },
  settle: {
    from: ['disputed'],
    to: 'before',
    by: 'dispute',
    otherwise: null,
    guards: [],
    effects: ['listing_kept'],
  },
} as const satisfies Record<string, CommandRule>;

export type LifecycleCommand = keyof typeof LIFECYCLE;

/** The row of a command, as every row is. */
export function ruleOf(command: LifecycleCommand): CommandRule {
  return LIFECYCLE[command];
}

/** Whether a campaign in that state takes a command. */
export function takes(status: CampaignStatus, command: LifecycleCommand): boolean {
  return ruleOf(command).from.includes(status);
}

/** The commands that change the state of a campaign by members or the clock: what its event names. Approving publishes. */
export const CAMPAIGN_COMMANDS = ['publish', 'start', 'pause', 'resume', 'cancel', 'complete', 'end'] as const;
export type CampaignCommand = (typeof CAMPAIGN_COMMANDS)[number];
