import { commit } from '#data/commit.ts';
import { contractRef } from '#data/contract.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { type Attached, attachDocument } from '#runtime/documents/attach-document.ts';
import { documentOf } from '#runtime/documents/document-refs.ts';
import type { Party } from '#runtime/party.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { countedId } from './ids.ts';

/** Names a document of a party in something that the other side of contract `count` of test workspace 1 reads. */
export async function commitAttachment(party: Party, documentId: string, count: number): Promise<Attached> {
  const context = systemCommitContext();
  const outcome = await commit(context, {
    reads: {
      document: documentOf(party, documentId),
      contract: contractRef(countedId('workspace', 1), countedId('contract', count)),
    },
    decide: ({ document, contract }) => {
      if (!contract) return refuse('not_found');
      const named = attachDocument(party, document, { ...contract, dealId: contract.contractId }, context.nowIso);
      return isRefused(named) ? named : { changes: named.changes, answer: { status: 200, body: named.attached } };
    },
  });
  if (isRefused(outcome)) throw new Error(`The document was not attached: ${outcome.refused}.`);
  return outcome.body;
}
