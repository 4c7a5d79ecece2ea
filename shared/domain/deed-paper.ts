import { dayText } from './day.ts';
import { type Deed, deedText } from './deed.ts';
import { feesOf } from './fees.ts';
import { severalOf } from './milestones.ts';
import { amountText } from './money-text.ts';
import type { Side } from './offer.ts';
import type { Paper } from './paper.ts';

/** One version of a contract as it is printed: its text, and below it who signed which hash, when and from where. */
export function deedPaper(deed: Omit<Deed, 'pdf' | 'version'>): Paper {
  const { contractId, number, terms, feeBps, documentHash } = deed;
  const { platformFee, net } = feesOf(terms.price, feeBps);
  const rows = severalOf(terms) ?? [{ title: 'Everything in this contract', dueOn: terms.dueOn, price: terms.price }];
  return {
    kind: 'Contract',
    number: contractId,
    sender: 'Accord',
    facts: [
      { name: 'Version', value: String(number) },
      { name: 'Agreed on', value: dayText(deed.agreedAt.slice(0, 10)) },
      { name: 'Campaign', value: deed.campaignTitle },
      { name: 'Offer', value: `${deed.offerId}, version ${deed.offerVersion}` },
      { name: 'Template', value: String(deed.template) },
      { name: 'SHA-256', value: documentHash },
    ],
    parties: [
      { role: 'Brand', lines: [deed.brandName, deed.workspaceId] },
      { role: 'Creator', lines: [deed.influencerName, deed.influencerId] },
    ],
    columns: ['What is paid for', `Amount (${terms.price.currency})`],
    rows: rows.map(({ title, dueOn, price }) => ({
      text: `${title}, due ${dayText(dueOn)}`,
      amount: amountText(price),
    })),
    total: { text: 'Price', amount: amountText(terms.price) },
    breakdown: [
      { text: 'of which Accord’s fee', amount: amountText(platformFee) },
      { text: 'of which goes to the creator', amount: amountText(net) },
    ],
    sections: [
      ...deedText(deed).clauses.map(({ heading, paragraphs }, index) => ({
        heading: `${index + 1}. ${heading}`,
        paragraphs,
      })),
      { heading: 'Signatures', paragraphs: signaturesOf(deed) },
    ],
    notes: [
      `The SHA-256 hash ${documentHash} is of the text of the numbered clauses under the title “${deedText(deed).title}”. Changed text has another one.`,
    ],
  };
}

/** Where a printed contract lies in the files bucket: one name for each content. */
export function deedPdfKey(contractId: string, sha256: string): string {
  return `contracts/${contractId}/${sha256}.pdf`;
}

/** The name under which a contract is saved. */
export function deedFileName({ contractId, number }: Pick<Deed, 'contractId' | 'number'>): string {
  return `${contractId}-v${number}.pdf`;
}

const SIDE_NAMES: Record<Side, string> = { brand: 'brand', influencer: 'creator' };

function signaturesOf({ signatures, agreedAt }: Pick<Deed, 'signatures' | 'agreedAt'>): string[] {
  return [
    `Both sides agreed to this text on Accord; it binds them since ${agreedAt}.`,
    ...(['brand', 'influencer'] as const).map((side) => {
      const signed = signatures.find((one) => one.side === side);
      return signed
        ? `For the ${SIDE_NAMES[side]}: ${signed.fullName}, ${signed.at}, from ${signed.address}, hash ${signed.documentHash}.`
        : `For the ${SIDE_NAMES[side]}: not signed by name.`;
    }),
  ];
}
