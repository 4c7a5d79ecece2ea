import { getOffer } from '#contract/areas/offers.ts';
import { ENDED_REASON } from '#domain/campaign.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { acrossFrom } from '@/features/messages/thread-words.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { diffTerms } from '../diff-terms.ts';
import { OfferBadge, type OfferDetail, partyName, QuotedPrice, TermsFacts, useSide } from '../offer-words.tsx';
import { RightsWarnings } from '../rights-warnings.tsx';
import { viewOfferRoute } from '../routes.ts';
import { Changes } from '../term-changes.tsx';
import { AnswerOffer, isRateOver } from './answer-offer.tsx';

export function ViewOffer() {
  const { offerId } = viewOfferRoute.useParams();
  const offer = useEndpoint(getOffer, { params: { offerId } });
  const side = useSide();
  const { data } = offer;
  return (
    <>
      <PageHeader
        title={!data ? 'Offer' : side === 'brand' ? `Offer for ${data.influencerName}` : data.campaignTitle}
        badge={data && <OfferBadge offer={data} side={side} />}
        lead={data && (side === 'brand' ? data.campaignTitle : `Offer from ${data.brandName}`)}
        actions={
          data && <StartTalk on={{ campaignId: data.campaignId, about: offerId }} name={acrossFrom(side, data)} />
        }
        back={
          side === 'brand' && data
            ? {
                label: 'Offers',
                to: '/campaigns/$campaignId',
                params: { campaignId: data.campaignId },
                search: { tab: 'offers' },
              }
            : side === 'brand'
              ? { label: 'Campaigns', to: '/campaigns' }
              : { label: 'Offers', to: '/offers' }
        }
      />
      <Loaded query={offer} title="This offer cannot be shown">
        {(loaded) => <Detail offer={loaded} />}
      </Loaded>
    </>
  );
}

function Detail({ offer }: { offer: OfferDetail }) {
  const side = useSide();
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 gap-5">
        <Standing offer={offer} />
        <RightsWarnings warnings={offer.warnings.filter(isOfRights)} />
        {offer.warnings
          .filter((one) => !isOfRights(one))
          .map((one) => (
            <Notice key={one.path} tone="attention" title="The money cannot be paid in at once">
              {one.message}
            </Notice>
          ))}
        {offer.status === 'open' && isRateOver(offer) && (
          <Notice tone="attention" title="The exchange rate of this offer is over">
            {side === 'brand'
              ? 'The creator reads the rate of the day before they accept.'
              : 'Whoever accepts is shown the rate of the day first.'}
          </Notice>
        )}
        <Card
          title="Terms"
          lead={`Version ${offer.version}`}
          actions={
            offer.status === 'open' && (
              <ButtonLink
                to="/offers/$offerId/contract"
                params={{ offerId: offer.offerId }}
                icon="contract"
                size="small"
              >
                As a contract
              </ButtonLink>
            )
          }
        >
          {offer.terms.message && (
            <blockquote className="mb-5 border-l-2 border-copper pl-4 whitespace-pre-line wrap-anywhere text-soft">
              {offer.terms.message}
            </blockquote>
          )}
          <TermsFacts terms={offer.terms} />
        </Card>
        {offer.versions.length > 1 && <History offer={offer} />}
      </div>
      <Card title="Price" className="order-first lg:order-none">
        <QuotedPrice quoted={offer} side={side} />
        {offer.status === 'open' && <AnswerOffer offer={offer} />}
      </Card>
    </div>
  );
}

/** What a warning is about: the use of the content, or the money. */
function isOfRights({ path }: { path: string }): boolean {
  return path.startsWith('terms.rights') || path === 'terms.usageRights';
}

function Standing({ offer }: { offer: OfferDetail }) {
  const side = useSide();
  const them = side === 'brand' ? offer.influencerName : offer.brandName;
  if (offer.status === 'accepted') {
    return (
      <Notice
        tone="good"
        title="Both sides agreed"
        action={
          offer.contractId && (
            <ButtonLink to="/contracts/$contractId" params={{ contractId: offer.contractId }} size="small">
              Open the contract
            </ButtonLink>
          )
        }
      >
        These terms are the contract now.
      </Notice>
    );
  }
  if (offer.status === 'open') {
    return (
      <Notice tone={offer.answerBy === side ? 'attention' : 'info'}>
        {offer.answerBy === side ? `${them} waits for your answer.` : `Waiting for ${them}.`} The offer ends{' '}
        <RelativeTime at={offer.expiresAt} />.
      </Notice>
    );
  }
  const ended = { rejected: 'was rejected', withdrawn: 'was withdrawn', expired: 'expired without an answer' } as const;
  return (
    <Notice tone="neutral" title={`This offer ${ended[offer.status]}`}>
      {offer.reason === ENDED_REASON && ENDED_REASON}
      {offer.reason !== ENDED_REASON &&
        (offer.reason ? `“${offer.reason}”` : 'It can no longer be accepted; a new one may follow.')}
    </Notice>
  );
}

function History({ offer }: { offer: OfferDetail }) {
  const side = useSide();
  const versions = [...offer.versions].sort((a, b) => b.version - a.version);
  return (
    <Card title="How the terms changed">
      <ol className="grid gap-6">
        {versions.map((version) => {
          const before = offer.versions.find((one) => one.version === version.version - 1);
          return (
            <li key={version.version}>
              <h3 className="text-small font-semibold">
                Version {version.version}{' '}
                <span className="font-normal text-faint">
                  by {partyName(version.writtenBy, side, offer).replace(/^You$/, 'you')},{' '}
                  <RelativeTime at={version.writtenAt} />
                </span>
              </h3>
              {before ? (
                <Changes changes={diffTerms(before.terms, version.terms)} />
              ) : (
                <p className="mt-1 text-small text-soft">The first proposal.</p>
              )}
              {version.terms.message && version.version !== offer.version && (
                <p className="mt-2 border-l-2 border-line pl-3 text-small whitespace-pre-line text-soft">
                  {version.terms.message}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
