import { getReceipt } from '#contract/areas/receipts.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { receiptRef, snapshotRef } from '#data/snapshot.ts';
import { readText } from '#platform/files.ts';
import { evidenceText, type KeptPull } from '#providers/social/evidence.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';

export const handler = endpoint(getReceipt, async (call) => {
  const party = partyOf(call.actor());
  const { receiptId } = call.params;
  const snapshot = await findOne(
    party.kind === 'influencer' ? snapshotRef(party.influencerId, receiptId) : receiptRef(party.workspaceId, receiptId),
  );
  if (!snapshot) throw new Failure('not_found');
  const { platform, handle, mediaId, contentId, campaignId, counts, followers, pulledAt, source } = snapshot;
  const { rawKey, part, sha256 } = snapshot;
  const kept = JSON.parse(await readText({ bucket: setting('FILES_BUCKET'), key: rawKey })) as KeptPull;
  const text = evidenceText(kept, part);
  if (text === undefined) throw new Error(`${rawKey} holds no such part as ${receiptId} names.`);
  return {
    status: 200,
    body: {
      receiptId,
      platform,
      handle,
      mediaId,
      contentId,
      campaignId,
      counts,
      followers,
      pulledAt,
      source,
      raw: { text, sha256 },
    },
  };
});
