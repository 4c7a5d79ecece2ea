import { getReceipt } from '#contract/areas/receipts.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { receiptRef, snapshotRef } from '#data/social.ts';
import { signDownload } from '#platform/sign-download.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';

const READABLE_SECONDS = 300;

export const handler = endpoint(getReceipt, async (call) => {
  const party = partyOf(call.actor());
  const { receiptId } = call.params;
  const snapshot = await findOne(
    party.kind === 'member' ? receiptRef(party.workspaceId, receiptId) : snapshotRef(party.influencerId, receiptId),
  );
  if (!snapshot) throw new Failure('not_found');
  const { platform, handle, mediaId, contentId, campaignId, counts, followers, pulledAt, source } = snapshot;
  const { rawKey, sha256 } = snapshot;
  const url = await signDownload(
    { bucket: setting('FILES_BUCKET'), key: rawKey },
    { contentType: 'application/json', fileName: `${receiptId}.json`, expiresSeconds: READABLE_SECONDS },
  );
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
      raw: { key: rawKey, sha256, url },
    },
  };
});
