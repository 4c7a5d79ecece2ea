import { Link } from '@tanstack/react-router';
import type * as z from 'zod/mini';
import type { Fees, Offer, OfferTerms, OfferWithVersions } from '#contract/areas/offers.ts';
import type { Role } from '#contract/permissions.ts';
import type { Side } from '#domain/offer.ts';
import { useUser } from '@/api/session.ts';
import { Badge } from '@/ui/feedback.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { countOf, platformName } from '@/ui/words.ts';
import { Line, QuoteLines, type QuoteView } from './quote-lines.tsx';
import {
  adsText,
  channelsText,
  deliverablesText,
  exclusivityText,
  objectionText,
  placesText,
  reviewText,
  roundsText,
  termText,
} from './terms-text.ts';

export type OfferView = z.output<typeof Offer>;
export type OfferDetail = z.output<typeof OfferWithVersions>;
export type TermsView = z.output<typeof OfferTerms>;
export type FeesView = z.output<typeof Fees>;

/** Which side of a deal a role is on. */
export function sideOf(role: Role): Side {
  return role === 'influencer' ? 'influencer' : 'brand';
}

/** The side of the signed-in user. */
export function useSide(): Side {
  return sideOf(useUser().role);
}

/** Who wrote or did something, as the reader would say it. */
export function partyName(party: Side, reader: Side, names: { brandName: string; influencerName: string }): string {
  if (party === reader) return 'You';
  return party === 'brand' ? names.brandName : names.influencerName;
}

const CLOSED = {
  accepted: { tone: 'good', name: 'Accepted' },
  rejected: { tone: 'neutral', name: 'Rejected' },
  withdrawn: { tone: 'neutral', name: 'Withdrawn' },
  expired: { tone: 'neutral', name: 'Expired' },
} as const;

/** Where an offer stands; while it is open, whose turn it is. */
export function OfferBadge({ offer, side }: { offer: Pick<OfferView, 'status' | 'answerBy'>; side: Side }) {
  if (offer.status !== 'open') return <Badge tone={CLOSED[offer.status].tone}>{CLOSED[offer.status].name}</Badge>;
  return offer.answerBy === side ? (
    <Badge tone="attention">Your answer</Badge>
  ) : (
    <Badge tone="info">Waiting for them</Badge>
  );
}

/** What a price means for the creator: the quote it came with, or the sum alone where it came with none. */
export function QuotedPrice(props: { quoted: { quote: QuoteView | null; fees: FeesView }; side: Side }) {
  const { quote, fees } = props.quoted;
  return quote ? <QuoteLines quote={quote} side={props.side} /> : <PriceBreakdown fees={fees} side={props.side} />;
}

/** What a price means for the creator: price − fee = net, as a sum that can be checked by eye. */
export function PriceBreakdown({ fees, side }: { fees: FeesView; side: Side }) {
  return (
    <dl className="grid gap-1.5">
      <Line name={side === 'brand' ? 'You pay' : 'The brand pays'} strong={side === 'brand'}>
        <Money value={fees.price} />
      </Line>
      <Line name="Accord's fee">
        −<Money value={fees.platformFee} />
      </Line>
      <Line name={side === 'brand' ? 'The creator receives' : 'You receive'} strong={side === 'influencer'} total>
        <Money value={fees.net} />
      </Line>
    </dl>
  );
}

/** How the content may be used, in terms where it has them, and in words. */
function RightsFacts({ terms: { rights, usageRights, exclusivity } }: { terms: TermsView }) {
  const named: [string, string][] = rights
    ? [
        ['The brand may show it on', channelsText(rights)],
        ['In', placesText(rights)],
        ['For how long, after all is live', termText(rights.termDays)],
        ['Advertising with it', adsText(rights)],
      ]
    : [];
  return (
    <>
      {named.map(([name, text]) => (
        <div key={name}>
          <dt className="text-small text-faint">{name}</dt>
          <dd className="mt-0.5 wrap-anywhere">{text}</dd>
        </div>
      ))}
      {usageRights && (
        <div className="sm:col-span-2">
          <dt className="text-small text-faint">{rights ? 'Also about its use' : 'How the brand may use it'}</dt>
          <dd className="mt-0.5 whitespace-pre-line wrap-anywhere">{usageRights}</dd>
        </div>
      )}
      {exclusivity && (
        <div className="sm:col-span-2">
          <dt className="text-small text-faint">Exclusivity</dt>
          <dd className="mt-0.5 wrap-anywhere">{exclusivityText(exclusivity)}</dd>
        </div>
      )}
    </>
  );
}

/** What was proposed or agreed, without the price. */
export function TermsFacts({ terms }: { terms: TermsView }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <div>
        <dt className="text-small text-faint">To be made</dt>
        <dd className="mt-0.5">
          {terms.extends && (
            <p>
              Longer use of{' '}
              <Link
                to="/contracts/$contractId/document"
                params={{ contractId: terms.extends }}
                className="underline decoration-line-strong underline-offset-4"
              >
                what there is
              </Link>
            </p>
          )}
          <ul>
            {terms.deliverables.map((one) => (
              <li key={one.deliverableId}>
                {countOf(one.count, one.type)} on {platformName(one.platform)}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt className="text-small text-faint">{terms.deliverables.length > 0 ? 'All of it live by' : 'From'}</dt>
        <dd className="mt-0.5">{formatDay(terms.dueOn)}</dd>
      </div>
      <div>
        <dt className="text-small text-faint">Rounds of changes included</dt>
        <dd className="mt-0.5">{roundsText(terms.revisionRounds)}</dd>
      </div>
      {terms.reviewDays !== undefined && (
        <div>
          <dt className="text-small text-faint">Time for the brand to answer content</dt>
          <dd className="mt-0.5">{reviewText(terms.reviewDays)}</dd>
        </div>
      )}
      <div>
        <dt className="text-small text-faint">Time for the brand to object</dt>
        <dd className="mt-0.5">{objectionText(terms)}</dd>
      </div>
      {terms.milestones && terms.milestones.length > 1 && (
        <div className="sm:col-span-2">
          <dt className="text-small text-faint">Paid in milestones</dt>
          <dd className="mt-0.5">
            <ol className="divide-y divide-line">
              {terms.milestones.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: their order is what names them
                <li key={index} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
                  <span className="min-w-0 wrap-anywhere">
                    {index + 1}. {one.title}{' '}
                    <span className="text-small text-faint">
                      {deliverablesText(
                        terms.deliverables.filter((of) => one.deliverableIds.includes(of.deliverableId)),
                      ) || 'nothing to hand in'}
                      , by {formatDay(one.dueOn)}
                    </span>
                  </span>
                  <Money value={one.price} />
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
      <RightsFacts terms={terms} />
    </dl>
  );
}
