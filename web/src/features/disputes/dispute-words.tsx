import type * as z from 'zod/mini';
import type { Dispute, DisputeWithEntries, Division } from '#contract/areas/disputes.ts';
import type { DisputeReason } from '#domain/dispute.ts';
import type { Side } from '#domain/offer.ts';
import { useUser } from '@/api/session.ts';
import { Line } from '@/features/offers/quote-lines.tsx';
import { Badge, type Tone } from '@/ui/feedback.tsx';
import { Money } from '@/ui/money-view.tsx';

export type DisputeView = z.output<typeof Dispute>;
export type DisputeDetail = z.output<typeof DisputeWithEntries>;
export type DivisionView = z.output<typeof Division>;

/** As whom a dispute is read. */
export type Reader = Side | 'staff';

/** The reader of disputes: a side, or somebody of the platform. */
export function useReader(): Reader {
  const { role } = useUser();
  if (role === 'influencer') return 'influencer';
  return role === 'admin' || role === 'moderator' || role === 'support' ? 'staff' : 'brand';
}

export const REASON_WORDS: Record<DisputeReason, string> = {
  not_delivered: 'The content was not delivered',
  not_as_agreed: 'The content is not as agreed',
  late: 'The content came too late',
  not_reviewed: 'The brand does not review the content',
  rejected_unfairly: 'The content was rejected without good reason',
  other: 'Something else',
};

const PHASES: Record<DisputeView['phase'], { name: string; tone: Tone }> = {
  awaiting_answer: { name: 'Waits for an answer', tone: 'attention' },
  discussion: { name: 'Open', tone: 'bad' },
  with_staff: { name: 'Accord decides', tone: 'info' },
  decided: { name: 'Decided', tone: 'info' },
  closed: { name: 'Over', tone: 'neutral' },
};

/** How far a dispute is; whose turn it is, where it is somebody's. */
export function PhaseBadge({ dispute, reader }: { dispute: DisputeView; reader: Reader }) {
  const { name, tone } = PHASES[dispute.phase];
  if (dispute.phase === 'awaiting_answer' && dispute.answerBy === reader)
    return <Badge tone="attention">Your answer</Badge>;
  if (dispute.phase === 'with_staff' && reader === 'staff') return <Badge tone="attention">Your decision</Badge>;
  return <Badge tone={tone}>{name}</Badge>;
}

/** A side or staff, as the reader would say it. */
export function authorName(
  by: Reader,
  reader: Reader,
  names: Pick<DisputeView, 'brandName' | 'influencerName'>,
): string {
  if (by === reader && by !== 'staff') return 'You';
  if (by === 'staff') return 'Accord';
  return by === 'brand' ? names.brandName : names.influencerName;
}

/** What a division of what is held means, line by line. */
export function DivisionLines({ division, reader }: { division: DivisionView; reader: Reader }) {
  const toYou = (side: Side, words: string) => (reader === side ? 'You receive' : words);
  return (
    <dl className="grid gap-1.5">
      <Line name="For the content">
        <Money value={division.toInfluencer} />
      </Line>
      <Line name="Accord's fee on it">
        {division.platformFee.amountMinor > 0 && '−'}
        <Money value={division.platformFee} />
      </Line>
      <Line name={toYou('influencer', 'The creator receives')} strong={reader === 'influencer'}>
        <Money value={division.net} />
      </Line>
      <Line name={reader === 'brand' ? 'Back to you' : 'Back to the brand'} strong={reader === 'brand'} total>
        <Money value={division.toBrand} />
      </Line>
    </dl>
  );
}

const RESULTS: Record<NonNullable<DisputeView['outcome']>['result'], string> = {
  release: 'All of the money goes to the creator.',
  refund: 'All of the money goes back to the brand.',
  split: 'The money is divided.',
  withdrawn: 'The dispute was taken back. The money is held as before.',
  overtaken: 'The bank or the payment provider took the money back, so there was nothing left to decide.',
};

const DECIDERS: Record<NonNullable<DisputeView['outcome']>['decidedBy'], string> = {
  agreement: 'Both sides agreed.',
  staff: 'Accord decided.',
  opener: '',
  provider: '',
};

/** How a dispute ended, in a sentence or two. */
export function outcomeText({ result, decidedBy }: NonNullable<DisputeView['outcome']>): string {
  return `${DECIDERS[decidedBy]} ${RESULTS[result]}`.trim();
}
