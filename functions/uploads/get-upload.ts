import { getUpload } from '#contract/areas/uploads.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { uploadRef } from '#data/upload.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { holderOf, partyOf } from '#runtime/party.ts';
import { addressedStill } from '#runtime/views/content-media.ts';
import { uploadView } from '#runtime/views/upload.ts';

export const handler = endpoint(getUpload, async (call) => {
  const upload = await findOne(uploadRef(holderOf(partyOf(call.actor())), call.params.uploadId));
  if (!upload) throw new Failure('not_found');
  call.onCampaign(upload.campaignId);
  return { status: 200, body: { ...uploadView(upload, call.nowMs), thumbnailUrl: await addressedStill(upload) } };
});
