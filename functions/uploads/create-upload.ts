import { createUpload } from '#contract/areas/uploads.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { create, createOrReplace } from '#data/change.ts';
import { Uploads, UploadUses, uploadUseRef } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideUpload, quarantineKey } from '#domain/upload.ts';
import { msOf } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { holderOf, type Party, partyOf } from '#runtime/party.ts';
import { uploadView } from '#runtime/views/upload.ts';

export const handler = endpoint(createUpload, async (call) => {
  const party = partyOf(call.actor());
  const { nowMs, nowIso, body } = call;
  call.onCampaign(body.campaignId);
  if (party.kind !== 'influencer' && body.purpose === 'content')
    throw new Failure('not_allowed', 'Content is uploaded by influencers; say purpose “document” or “evidence”.');
  const ownerId = holderOf(party);
  const userId = party.kind === 'key' ? undefined : party.userId;
  const asked = { ...body, uploadId: newId('upload'), ownerId, userId, nowMs, nowIso };
  const answer = await call.commit({
    reads: { use: uploadUseRef(ownerId), campaign: campaignOf(party, body.campaignId) },
    decide: ({ use, campaign }) => {
      if (body.campaignId !== undefined && !campaign) return refuse('not_found');
      const decided = decideUpload(use, asked);
      if (isRefused(decided)) return decided;
      return {
        changes: [create(Uploads, decided.upload), createOrReplace(UploadUses, use, decided.use)],
        answer: { status: 201, body: uploadView(decided.upload, nowMs) },
      };
    },
  });
  // Signed after the commit and never stored: the answer to a repeat carries a form of its own.
  const { uploadId, contentType, sizeBytes, expiresAt } = answer.body;
  const expiresSeconds = Math.floor((msOf(expiresAt) - nowMs) / 1000);
  if (expiresSeconds <= 0) return answer;
  // The signer is heavier than all the rest: who is refused does not wait for it.
  const { signUploadForm } = await import('#platform/sign-upload.ts');
  const form = await signUploadForm(
    { bucket: setting('FILES_BUCKET'), key: quarantineKey({ ownerId, uploadId: String(uploadId) }) },
    { contentType, sizeBytes, sha256: body.sha256, expiresSeconds },
  );
  return { status: 201, body: { ...answer.body, form } };
});

/** The campaign named; of an influencer there is none to find. */
function campaignOf(party: Party, campaignId: string | undefined) {
  if (campaignId === undefined || party.kind === 'influencer') return undefined;
  return campaignRef(party.workspaceId, campaignId);
}
