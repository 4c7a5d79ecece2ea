import { type CommitContext, commit } from '#data/commit.ts';
import { type DeedItem, deedRef, writeDeed } from '#data/deed.ts';
import { findOne } from '#data/read.ts';
import { deedPaper, deedPdfKey } from '#domain/deed-paper.ts';
import { dateOf } from '../clock.ts';
import { keepPaper } from './keep-paper.ts';

/** Prints one version of a contract with the signatures it has by now. A print with fewer of them is replaced; its file stays where it is. */
export async function printDeed(
  { workspaceId, contractId }: { workspaceId: string; contractId: string },
  number: number,
  context: CommitContext,
): Promise<void> {
  const reference = deedRef({ workspaceId }, contractId, number);
  const deed = await findOne(reference);
  if (!deed) throw new Error(`Version ${number} of the contract ${contractId} does not exist; it cannot be printed.`);
  if (isPrinted(deed)) return;
  const { signatures, agreedAt } = deed;
  const writtenAt = dateOf(signatures.at(-1)?.at ?? agreedAt);
  const kept = await keepPaper(deedPaper(deed), writtenAt, (sha256) => deedPdfKey(contractId, sha256));
  const pdf = { ...kept, renderedAt: context.nowIso, signatures: signatures.length };
  await commit(context, {
    reads: { now: reference },
    decide: ({ now }) => {
      const answer = { status: 200, body: {} };
      // Signed meanwhile: the print of that signature is on its way.
      if (!now || isPrinted(now) || now.signatures.length !== pdf.signatures) return { changes: [], answer };
      return { changes: writeDeed(now, { ...now, pdf }), answer };
    },
  });
}

function isPrinted({ pdf, signatures }: DeedItem): boolean {
  return pdf?.signatures === signatures.length;
}
