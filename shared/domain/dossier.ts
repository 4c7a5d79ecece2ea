import type { Currency } from './currencies.ts';
import { type DisputeEntry, type EntryFile, fileOwnerOf } from './dispute.ts';
import { money } from './money.ts';
import { amountText } from './money-text.ts';
import type { Paper } from './paper.ts';
import { downloadName } from './upload.ts';

/** Everything that is known of one contract, for whoever has to decide on its money: the platform, or a bank. */
export interface Dossier {
  madeAt: string;
  contract: {
    contractId: string;
    campaignTitle: string;
    brandName: string;
    influencerName: string;
    termsHash: string;
    terms: { price: { amountMinor: number; currency: Currency }; dueOn: string };
    acceptances: readonly { side: string; at: string }[];
    fundingStatus: string;
    createdAt: string;
  };
  hold: object;
  offerVersions: readonly object[];
  content: readonly {
    submissionId: string;
    submittedAt: string;
    status: string;
    liveUrl: string | null;
    liveAt: string | null;
  }[];
  comments: readonly object[];
  /** What both sides said about it, its offer and its content. */
  messages: readonly object[];
  /** Of each whether every entry still has the hash it was written with. */
  disputes: readonly {
    dispute: object;
    isIntact: boolean;
    entries: readonly Pick<
      DisputeEntry,
      'number' | 'subject' | 'by' | 'at' | 'text' | 'files' | 'workspaceId' | 'influencerId'
    >[];
  }[];
  payments: readonly {
    paymentId: string;
    chargeId?: string | undefined;
    fundedAt?: string | undefined;
    amountMinor: number;
    currency: Currency;
    dispute?: { disputeId: string; status: string } | undefined;
  }[];
  ledger: readonly { entryId: string; kind: string; occurredAt: string; providerId?: string | undefined }[];
  log: readonly { eventId: string; type: string; occurredAt: string }[];
}

/** Bytes of evidence that one archive takes at most; what is beyond it is named with its hash, and can be had in the dispute. */
export const MOST_EVIDENCE_BYTES = 64 * 1024 * 1024;

/** A file that somebody showed in a dispute, and where it is in the archive; nowhere when there is no more room. */
export interface Exhibit {
  file: EntryFile;
  ownerId: string;
  path: string | null;
}

/** Every file shown in the disputes about a contract, in the order they were shown. */
export function exhibitsOf({ disputes }: Pick<Dossier, 'disputes'>): Exhibit[] {
  let leftBytes = MOST_EVIDENCE_BYTES;
  return disputes.flatMap(({ entries }, dispute) =>
    entries.flatMap((entry) =>
      entry.files.map((file, index) => {
        const fits = file.sizeBytes <= leftBytes;
        if (fits) leftBytes -= file.sizeBytes;
        const name = `${dispute + 1}-${entry.number}-${index + 1}-${downloadName(file)}`;
        return { file, ownerId: fileOwnerOf(entry), path: fits ? `evidence/${name}` : null };
      }),
    ),
  );
}

interface Happened {
  at: string;
  text: string;
  amount?: string;
}

/** The dossier as a few pages on paper: who, what was agreed, and everything that happened, in order. The whole of it is in its JSON. */
export function dossierPaper(dossier: Dossier): Paper {
  const { contract, payments, madeAt } = dossier;
  const { price } = contract.terms;
  return {
    kind: 'Contract file',
    number: contract.contractId,
    sender: 'Accord',
    facts: [
      { name: 'Made at', value: madeAt },
      { name: 'Campaign', value: contract.campaignTitle },
      { name: 'Terms, sha-256', value: contract.termsHash },
      { name: 'Due by', value: contract.terms.dueOn },
      { name: 'Money is', value: contract.fundingStatus },
      ...payments.flatMap(({ chargeId, dispute }) => [
        ...(chargeId ? [{ name: 'Charge', value: chargeId }] : []),
        ...(dispute ? [{ name: 'Bank dispute', value: `${dispute.disputeId}, ${dispute.status}` }] : []),
      ]),
    ],
    parties: [
      { role: 'Brand', lines: [contract.brandName] },
      { role: 'Creator', lines: [contract.influencerName] },
    ],
    columns: ['What happened', 'Amount'],
    rows: happenedIn(dossier).map(({ at, text, amount = '' }) => ({ text: `${at}  ${text}`, amount })),
    total: { text: 'Agreed price', amount: amountText(price) },
    breakdown: [],
    notes: ['Every field of every record behind these lines is in contract.json of the same archive.'],
  };
}

/** All that happened, oldest first. */
function happenedIn({ contract, content, disputes, payments, ledger }: Dossier): Happened[] {
  const all: Happened[] = [
    ...contract.acceptances.map(({ side, at }) => ({ at, text: `Terms accepted by the ${side}` })),
    ...payments.flatMap(({ fundedAt, amountMinor, currency, paymentId }) =>
      fundedAt
        ? [{ at: fundedAt, text: `Paid in, ${paymentId}`, amount: amountText(money(amountMinor, currency)) }]
        : [],
    ),
    ...content.flatMap(({ submissionId, submittedAt, status, liveUrl, liveAt }) => [
      { at: submittedAt, text: `Content ${submissionId} handed in; now ${status}` },
      ...(liveAt ? [{ at: liveAt, text: `Content ${submissionId} live at ${liveUrl ?? 'no address'}` }] : []),
    ]),
    ...disputes.flatMap(({ entries }) =>
      entries.map(({ number, subject, by, at, text, files }) => ({
        at,
        text: [
          `Dispute, entry ${number}: ${subject} by ${by}. ${text}`,
          ...files.map(({ fileName, sha256 }) => `Shown: ${fileName}, sha-256 ${sha256}`),
        ].join(' '),
      })),
    ),
    ...ledger.map(({ entryId, kind, occurredAt, providerId }) => ({
      at: occurredAt,
      text: `Ledger ${entryId}: ${kind}${providerId ? `, ${providerId}` : ''}`,
    })),
  ];
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Where the archive of a dossier lies in the files bucket: one name for each content. */
export function dossierKey(contractId: string, sha256: string): string {
  return `dossiers/${contractId}/${sha256}.zip`;
}
