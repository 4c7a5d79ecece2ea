import { type Change, unchanged, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { keys } from '#data/keys.ts';
import { type MeasureItem, measureRef, SocialAccounts, socialAccountRef } from '#data/social.ts';
import type { MeasuredAccountState, SocialPlatform } from '#domain/social.ts';
import { liveContentOn } from './live-content.ts';

/** Pieces marked in one transaction, well below DynamoDB's hundred items. */
const PER_COMMIT = 40;

/** Lets a campaign's performance say how the account stands that a piece is measured with. */
export function markMeasure(measure: MeasureItem, accountState: MeasuredAccountState): Change[] {
  if (measure.accountState === accountState) return [];
  const { workspaceId, campaignId, contentId } = measure;
  return [
    update(keys.measure(workspaceId, campaignId, contentId), { set: { accountState } }, [
      { path: 'contentId', is: '=', value: contentId },
    ]),
  ];
}

/** Marks every followed piece of an influencer on a platform with the state of the account as it is now; events that come late or twice change nothing. */
export async function markAccount(
  influencerId: string,
  platform: SocialPlatform,
  context: CommitContext,
): Promise<void> {
  for await (const page of liveContentOn(influencerId, platform, context.nowMs))
    for (let start = 0; start < page.length; start += PER_COMMIT) {
      const part = page.slice(start, start + PER_COMMIT);
      const account = socialAccountRef(influencerId, platform);
      await commit(context, {
        reads: {
          account,
          ...Object.fromEntries(
            part.map((content) => [
              content.submissionId,
              measureRef(content.workspaceId, content.campaignId, content.submissionId),
            ]),
          ),
        },
        decide: ({ account: found, ...measures }) => {
          const marks = (Object.values(measures) as (MeasureItem | undefined)[]).flatMap((measure) =>
            measure ? markMeasure(measure, found?.state ?? 'not_connected') : [],
          );
          if (marks.length === 0) return { changes: [], answer: { status: 200, body: null } };
          // The state must still be the account's when the marks are written: events may overtake each other.
          const asRead: Change = found
            ? unchanged(SocialAccounts, found)
            : { kind: 'check', key: account.key, when: [{ path: 'pk', is: 'absent' }] };
          return { changes: [asRead, ...marks], answer: { status: 200, body: null } };
        },
      });
    }
}
