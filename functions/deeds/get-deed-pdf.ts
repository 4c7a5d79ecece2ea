import { getDeedPdf } from '#contract/areas/deeds.ts';
import { Failure } from '#contract/failure.ts';
import { deedFileName } from '#domain/deed-paper.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { deedAmong, readDeeds } from '#runtime/read-deeds.ts';
import { savedPdf } from '#runtime/saved-pdf.ts';

/** Making a PDF takes a second or two; after this long it is worth asking again. */
const RETRY_SECONDS = 3;

export const handler = endpoint(getDeedPdf, async (call) => {
  const deeds = await readDeeds(partyOf(call.actor()), call.params.contractId);
  const deed = deedAmong(deeds, call.query.version);
  if (!deed) throw new Failure('not_found');
  if (!deed.pdf) {
    const detail = 'The contract is valid as it is; its PDF is made in the background, and anew after each signature.';
    throw new Failure('contract_pdf_not_ready', detail, { retryAfterSeconds: RETRY_SECONDS });
  }
  return { status: 200, body: await savedPdf(deed.pdf, deedFileName(deed), call.nowMs) };
});
