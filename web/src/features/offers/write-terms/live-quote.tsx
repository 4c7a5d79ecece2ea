import { useEffect, useRef, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { quoteCounter, quoteOffer } from '#contract/areas/offers.ts';
import { ObjectionHours } from '#contract/schemas.ts';
import { feesOf } from '#domain/fees.ts';
import type { Money } from '#domain/money.ts';
import { objectionHoursOf } from '#domain/objection.ts';
import { issuesOfPrice, type Side } from '#domain/offer.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { PriceBreakdown } from '../offer-words.tsx';
import { QuoteLines, type QuoteView } from '../quote-lines.tsx';
import type { TermsForm } from './terms-form.tsx';

/** For whom terms are written: a first offer to somebody, or an answer to an offer. */
export type QuoteAbout = { campaignId: string; influencerId: string } | { offerId: string };

/** When all is to be live, and how long the brand may object then, as far as it is typed. */
export interface TypedDue {
  dueOn: string;
  objectionHours: number;
}

/** The two as they are typed; what is not typed is as usual. */
export function useTypedDue(form: TermsForm): TypedDue {
  const dueOn = useWatch({ control: form.control, name: 'dueOn' });
  const objectionHours = useWatch({ control: form.control, name: 'objectionHours' });
  return { dueOn, objectionHours: objectionHoursOf({ objectionHours }) };
}

/** How long nothing is typed before the quote is asked for, ms. */
const PAUSE_MS = 350;

/** What the typed price means: at once by the fee known so far, and a moment later as the platform quotes it. */
export function LiveQuote(props: { about: QuoteAbout; price: Money; due: TypedDue; side: Side }) {
  const { about, price, due, side } = props;
  const { quote, isPossible } = useTypedQuote(about, price, due);
  const last = useRef<QuoteView | undefined>(undefined);
  if (quote) last.current = quote;
  return (
    <div aria-live="polite" aria-busy={isPossible && !quote}>
      {quote ? (
        <QuoteLines quote={quote} side={side} />
      ) : (
        <PriceBreakdown fees={feesOf(price, last.current?.fee.feeBps)} side={side} />
      )}
    </div>
  );
}

/** What the platform says of terms as they are typed: nothing while they change, or could never be offered. */
export function useTypedQuote(about: QuoteAbout, price: Money, due: TypedDue) {
  const { dueOn } = due;
  const typed = `${price.amountMinor}|${dueOn}|${due.objectionHours}`;
  const isSettled = usePaused(typed, PAUSE_MS) === typed;
  const today = new Date(serverNowMs()).toISOString().slice(0, 10);
  const isPossible =
    /^\d{4}-\d\d-\d\d$/.test(dueOn) &&
    ObjectionHours.safeParse(due.objectionHours).success &&
    issuesOfPrice({ price, dueOn }, price.currency, today).length === 0;
  return { quote: useQuote(about, { ...price, ...due }, isSettled && isPossible), isPossible };
}

function useQuote(about: QuoteAbout, query: Money & TypedDue, enabled: boolean) {
  const isOffer = 'campaignId' in about;
  const offer = useEndpoint(
    quoteOffer,
    isOffer
      ? { params: { campaignId: about.campaignId }, query: { ...query, influencerId: about.influencerId } }
      : { params: { campaignId: '' }, query: { ...query, influencerId: '' } },
    { enabled: enabled && isOffer },
  );
  const counter = useEndpoint(
    quoteCounter,
    { params: { offerId: isOffer ? '' : about.offerId }, query },
    { enabled: enabled && !isOffer },
  );
  return enabled ? (isOffer ? offer.data : counter.data) : undefined;
}

/** A text once it has not changed for a while. */
function usePaused(text: string, ms: number): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return paused;
}
