import { useNavigate } from '@tanstack/react-router';
import { listCampaignApplications } from '#contract/areas/applications.ts';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { getDeed } from '#contract/areas/deeds.ts';
import { createOffer, listOffers } from '#contract/areas/offers.ts';
import { getInfluencer } from '#contract/areas/profiles.ts';
import { getWorkspace } from '#contract/areas/workspaces.ts';
import { rightsEndOn } from '#domain/usage-rights.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { useUser } from '@/api/session.ts';
import type { CampaignView } from '@/features/campaigns/campaign-words.tsx';
import type { Workspace } from '@/features/workspace/workspace-frame.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import type { TermsView } from '../offer-words.tsx';
import { createOfferRoute } from '../routes.ts';
import { USUAL_RIGHTS } from './rights-fields.tsx';
import { type TermsValues, WriteTerms } from './terms-form.tsx';

const DAY_MS = 86_400_000;

/** Whom an offer is for, and what they asked for when they applied. */
interface Recipient {
  influencerId: string;
  displayName: string;
  askedMinor: number | undefined;
}

export function CreateOffer() {
  const { campaignId } = createOfferRoute.useParams();
  const { influencer: influencerId, extends: extended } = createOfferRoute.useSearch();
  const earlier = useEndpoint(
    getDeed,
    { params: { contractId: extended ?? '' }, query: {} },
    { enabled: extended !== undefined },
  );
  const campaign = useEndpoint(getCampaign, { params: { campaignId } });
  const workspace = useEndpoint(getWorkspace, { params: { workspaceId: useUser().workspaceId ?? '' } });
  const applications = useEndpointPages(
    listCampaignApplications,
    { params: { campaignId }, query: { limit: 100 } },
    { keyOf: (one) => one.applicationId },
  );
  const profile = useEndpoint(
    getInfluencer,
    { params: { influencerId: influencerId ?? '' } },
    { enabled: influencerId !== undefined },
  );
  // Who applied says a price; the list may not have a new application yet, or be longer.
  const application = applications.items?.find((one) => one.influencerId === influencerId);
  const recipient: Recipient | undefined = application
    ? {
        ...application.influencer,
        influencerId: application.influencerId,
        askedMinor: application.proposedPrice?.amountMinor,
      }
    : profile.data && { ...profile.data, askedMinor: undefined };
  return (
    <>
      <PageHeader
        title={recipient ? `Offer for ${recipient.displayName}` : 'New offer'}
        lead={
          extended
            ? 'To use their content for longer, from the terms as they are. They can accept it, answer with other terms, or decline.'
            : 'They can accept it, answer with other terms, or decline. Accepted terms become the contract.'
        }
        back={{ label: campaign.data?.title ?? 'Campaign', to: '/campaigns/$campaignId', params: { campaignId } }}
      />
      <Loaded query={campaign}>
        {(data) => (
          <Loaded query={{ ...applications, data: applications.items }}>
            {() =>
              recipient ? (
                <Loaded query={workspace}>
                  {({ dealDefaults }) =>
                    extended ? (
                      <Loaded query={earlier} title="The contract to extend cannot be shown">
                        {({ terms }) => (
                          <Form
                            campaign={data}
                            recipient={recipient}
                            proposal={extensionOf(terms, extended, { campaign: data, usual: dealDefaults })}
                          />
                        )}
                      </Loaded>
                    ) : (
                      <Form
                        campaign={data}
                        recipient={recipient}
                        proposal={proposalFor(data, recipient, dealDefaults)}
                      />
                    )
                  }
                </Loaded>
              ) : influencerId ? (
                <Loaded query={profile}>{() => null}</Loaded>
              ) : (
                <EmptyState
                  icon="offer"
                  title="Whom is the offer for?"
                  action={
                    <ButtonLink to="/campaigns/$campaignId" params={{ campaignId }} search={{ tab: 'applications' }}>
                      Choose an applicant
                    </ButtonLink>
                  }
                >
                  Choose an applicant here, or find an influencer and send them an offer from their profile.
                </EmptyState>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

type DealDefaults = Workspace['dealDefaults'];

/** A first proposal from what is known: the campaign's pieces, the price that was asked for, the campaign's last day, what the workspace's deals begin with. */
function proposalFor(campaign: CampaignView, { askedMinor }: Recipient, usual: DealDefaults): TermsValues {
  const { currency } = campaign.budget.max;
  const { usageRights = '', revisionRounds = 2, reviewDays } = campaign.terms;
  const fallback = new Date(serverNowMs() + 28 * DAY_MS).toISOString().slice(0, 10);
  const pieces = campaign.deliverables.map(({ deliverableId, type, platform, count }) => ({
    deliverableId,
    type,
    platform,
    count,
  }));
  return {
    version: 1,
    price: { currency, amountMinor: askedMinor as number },
    deliverables:
      pieces.length > 0 ? pieces : [{ deliverableId: 'd-1', type: 'post', platform: 'instagram', count: 1 }],
    dueOn: campaign.endDate ?? fallback,
    usageRights,
    rights: USUAL_RIGHTS,
    revisionRounds,
    ...usual,
    ...(reviewDays === undefined ? {} : { reviewDays }),
    message: '',
    expiresInDays: 7,
  };
}

/** A proposal to use content for longer: the rights as they are, from the day they end on. */
function extensionOf(
  terms: TermsView,
  extended: string,
  { campaign, usual }: { campaign: CampaignView; usual: DealDefaults },
): TermsValues {
  const { rights = USUAL_RIGHTS, usageRights, exclusivity, dueOn } = terms;
  const today = new Date(serverNowMs()).toISOString().slice(0, 10);
  const endsOn = terms.rights ? rightsEndOn(dueOn, terms.rights) : null;
  return {
    version: 1,
    price: { currency: campaign.budget.max.currency, amountMinor: undefined as unknown as number },
    deliverables: [],
    extends: extended,
    dueOn: endsOn !== null && endsOn > today ? endsOn : today,
    usageRights,
    rights,
    ...(exclusivity && { exclusivity }),
    objectionHours: usual.objectionHours,
    revisionRounds: 0,
    message: '',
    expiresInDays: 7,
  };
}

function Form(props: { campaign: CampaignView; recipient: Recipient; proposal: TermsValues }) {
  const { campaign, recipient, proposal } = props;
  const navigate = useNavigate();
  const { campaignId } = campaign;
  const mutation = useEndpointMutation(createOffer, {
    onSuccess: async (offer) => {
      noteAndFollow(listOffers, offer.offerId, offer);
      await navigate({ to: '/offers/$offerId', params: { offerId: offer.offerId } });
      toast(`${offer.influencerName} has your offer`);
    },
    invalidates: [listOffers],
  });
  return (
    <WriteTerms
      defaults={proposal}
      currency={campaign.budget.max.currency}
      side="brand"
      about={{ campaignId, influencerId: recipient.influencerId }}
      error={mutation.error}
      busy={mutation.isPending}
      sendLabel="Send offer"
      cancel={{ to: '/campaigns/$campaignId', params: { campaignId }, search: { tab: 'applications' } }}
      onSend={async ({ version: _, ...terms }) =>
        void (await mutation.mutateAsync({
          params: { campaignId },
          body: { influencerId: recipient.influencerId, ...terms },
        }))
      }
    />
  );
}
