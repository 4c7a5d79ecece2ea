import type * as z from 'zod/mini';
import { type DisputeWithEntries, getDispute } from '#contract/areas/disputes.ts';
import { Failure } from '#contract/failure.ts';
import { DisputeEntries, type DisputeEntryItem, Disputes } from '#data/dispute.ts';
import { partitions } from '#data/keys.ts';
import { listRaw } from '#data/read.ts';
import { fileOwnerOf, MOST_ENTRIES } from '#domain/dispute.ts';
import { scanOf } from '#domain/scan.ts';
import { downloadName, mediaKey } from '#domain/upload.ts';
import type { Caller } from '#runtime/actor.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { type DisputeReader, disputeWithEntriesView } from '#runtime/views/dispute.ts';

type View = z.input<typeof DisputeWithEntries>;

/** How long a signed address shows a file, seconds. */
const SHOWN_SECONDS = 300;

export const handler = endpoint(getDispute, async (call) => {
  const { partition, reader } = placeOf(call.actor(), call.params.disputeId, call.query.workspaceId);
  const [dispute, ...entries] = await listRaw(partition, MOST_ENTRIES + 1);
  if (!dispute) throw new Failure('not_found');
  const parsed = entries.map((entry) => DisputeEntries.main.parse(entry));
  const body = disputeWithEntriesView(Disputes.main.parse(dispute), parsed, reader);
  return { status: 200, body: { ...body, entries: await withAddresses(body.entries, parsed) } };
});

/** Every file with an address that shows it for five minutes. */
async function withAddresses(entries: View['entries'], stored: readonly DisputeEntryItem[]): Promise<View['entries']> {
  if (stored.every(({ files }) => files.length === 0)) return entries;
  // The signer is heavier than all else that reading a dispute takes: only who has files to show waits for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  const bucket = setting('FILES_BUCKET');
  return Promise.all(
    entries.map(async (entry, index) => {
      const said = stored[index] as DisputeEntryItem;
      const addressed = said.files.map(async (file) => ({
        ...file,
        scan: scanOf(file),
        url: await signDownload(
          { bucket, key: mediaKey({ ...file, ownerId: fileOwnerOf(said) }) },
          { contentType: file.contentType, fileName: downloadName(file), expiresSeconds: SHOWN_SECONDS },
        ),
      }));
      return { ...entry, files: await Promise.all(addressed) };
    }),
  );
}

/** Where a dispute lies for whoever asks; only people of the platform name the workspace. */
function placeOf(caller: Caller, disputeId: string, workspaceId: string | undefined) {
  if (caller.kind === 'staff') {
    if (!workspaceId) throw new Failure('not_found', 'Name the workspace of the dispute as well.');
    return { partition: partitions.dispute(workspaceId, disputeId), reader: 'staff' as DisputeReader };
  }
  const party = partyOf(caller);
  if (workspaceId !== undefined) throw new Failure('not_found');
  const partition =
    party.kind === 'influencer'
      ? partitions.ownDispute(party.influencerId, disputeId)
      : partitions.dispute(party.workspaceId, disputeId);
  return { partition, reader: sideOf(party) as DisputeReader };
}
