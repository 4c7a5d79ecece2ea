import { type Refused, refuse } from './decision.ts';

/** What the members of a workspace have agreed on for themselves. */
export interface TeamRules {
  publishNeedsSecondMember: boolean;
  /** In the currency of the workspace; null for no rule. */
  secondReleaserAboveMinor: number | null;
  twoFactorRequired: boolean;
}

/** Whether a rule asks for less than before: whoever took over a session could lift the rules of a team first. */
export function isLaxer(before: TeamRules, after: TeamRules): boolean {
  const [from, to] = [before.secondReleaserAboveMinor, after.secondReleaserAboveMinor];
  return (
    (before.publishNeedsSecondMember && !after.publishNeedsSecondMember) ||
    (before.twoFactorRequired && !after.twoFactorRequired) ||
    (from !== null && (to === null || to > from))
  );
}

/** Whether a rule begins to ask for two people. */
export function beginsToNeedTwo(before: TeamRules, after: TeamRules): boolean {
  return (
    (!before.publishNeedsSecondMember && after.publishNeedsSecondMember) ||
    (before.secondReleaserAboveMinor === null && after.secondReleaserAboveMinor !== null)
  );
}

/** What each member may do of what takes two people. */
export interface Abilities {
  publish: boolean;
  review: boolean;
  release: boolean;
}

/** Refuses a rule that the team could never follow: two people have to be there for what takes two. */
export function refuseUnfollowable(
  before: TeamRules,
  after: TeamRules,
  team: readonly Abilities[],
): Refused<'no_second_member'> | undefined {
  const publishers = team.filter(({ publish }) => publish).length;
  if (!before.publishNeedsSecondMember && after.publishNeedsSecondMember && publishers < 2)
    return refuse(
      'no_second_member',
      'Only one member may publish campaigns, so nobody could approve theirs: invite another owner or a manager first.',
    );
  const canConfirm = team.some(
    ({ release }, index) => release && team.some(({ review }, at) => review && at !== index),
  );
  if (before.secondReleaserAboveMinor === null && after.secondReleaserAboveMinor !== null && !canConfirm)
    return refuse(
      'no_second_member',
      'One member approves content and nobody else may release money: invite another owner, or somebody of finance, first.',
    );
  return undefined;
}
