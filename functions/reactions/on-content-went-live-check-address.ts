import { commit } from '#data/commit.ts';
import { addPiece, contractRef, updateContract } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { type SocialAccountItem, socialAccountRef, type TrackedPost } from '#data/social.ts';
import { moneyPath, Submissions, submissionRef } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideLiveCheck, type LiveCheckState, moneyFor } from '#domain/content.ts';
import { type PostAddress, postOf } from '#domain/social.ts';
import { pullOne } from '#functions/queues/pulling/pull-one.ts';
import type { Pulled } from '#functions/queues/pulling/pulled.ts';
import { isoOf } from '#runtime/clock.ts';
import { reaction } from '#runtime/reaction.ts';

/** Asks the platform for the post at a reported address; one that it denies no longer counts as live. */
export const handler = reaction(['ContentWentLive'], async ({ data }, context) => {
  const { workspaceId, campaignId, contentId, contractId, influencerId } = data;
  const reported = await findOne(submissionRef(workspaceId, campaignId, contentId));
  const url = reported?.liveUrl;
  if (!reported || !url || reported.liveCheck) return;
  const address = postOf(url);
  const account = address && (await findOne(socialAccountRef(influencerId, address.platform)));
  const state =
    address && account
      ? await lookUp(account, address, { ...data, url, influencerName: reported.influencerName })
      : 'not_checked';
  await commit(context, {
    reads: {
      submission: submissionRef(workspaceId, campaignId, contentId),
      contract: contractRef(workspaceId, contractId),
    },
    decide: ({ submission, contract }) => {
      const isPaidOut = !contract || moneyFor(contract, submission?.milestone) !== 'funded';
      const checkedAt = isoOf(context.nowMs);
      const next = submission && decideLiveCheck(submission, { state, url, checkedAt, isPaidOut });
      const done = { answer: { status: 200, body: {} } };
      if (!submission || !next) return { ...done, changes: [] };
      return {
        ...done,
        changes: [
          ...replaceBoth(Submissions, submission, next),
          ...(next.status === 'live'
            ? []
            : updateContract(next, { add: addPiece(next, 'liveCount', -1), set: { updatedAt: checkedAt } }, [
                { path: moneyPath(next.milestone), is: '=', value: 'funded' },
                { path: 'liveCount', is: '>=', value: 1 },
              ])),
        ],
        event: {
          type: 'ContentLiveChecked',
          aggregateId: contentId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { ...data, state },
        },
      };
    },
  });
});

/** Pulls this one post of the account; its raw answers are kept like those of every pull. */
async function lookUp(
  account: SocialAccountItem,
  { platform, name }: PostAddress,
  content: Omit<TrackedPost, 'name' | 'mediaId' | 'untilMs'>,
): Promise<LiveCheckState> {
  const post: TrackedPost = {
    ...content,
    name,
    mediaId: platform === 'instagram' ? null : name,
    untilMs: Number.MAX_SAFE_INTEGER,
  };
  return stateOf(await pullOne({ ...account, tracked: [post] }));
}

/** What stands in the way of an answer leaves the address unchecked; the hourly pulls still tell. */
function stateOf({ posts }: Pulled): LiveCheckState {
  const kind = posts[0]?.reading.kind;
  if (kind === 'counts') return 'found';
  return kind ?? 'not_checked';
}
