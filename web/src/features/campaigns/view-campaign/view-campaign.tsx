import { lazy, Suspense } from 'react';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useCampaignRoom } from '@/api/live-queries.ts';
import { useMay } from '@/api/session.ts';
import { ReviewApplications } from '@/features/applications/review-applications/review-applications.tsx';
import { ReviewContent } from '@/features/content/review-content/review-content.tsx';
import { ListCampaignContracts } from '@/features/contracts/list-contracts/list-campaign-contracts.tsx';
import { ListCampaignOffers } from '@/features/offers/list-offers/list-campaign-offers.tsx';
import { ListPayments } from '@/features/payments/list-payments/list-payments.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { SkeletonRows } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { LinkTabs } from '@/ui/link-tabs.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { type CampaignView, StatusBadge } from '../campaign-words.tsx';
import { CAMPAIGN_TABS, type CampaignTab, DRAFT_TABS, viewCampaignRoute } from '../routes.ts';
import { CampaignCommands } from './campaign-commands.tsx';
import { CampaignModeration } from './campaign-moderation.tsx';
import { DeleteDraft } from './delete-draft.tsx';
import { Overview } from './overview.tsx';
import { PublishingRequest } from './publishing-request.tsx';
import { Timeline } from './timeline.tsx';

/** With the drawing library; loaded by those who look at it. */
const ViewCampaignPerformance = lazy(async () => ({
  default: (await import('@/features/performance/view-performance/view-campaign-performance.tsx'))
    .ViewCampaignPerformance,
}));

const CampaignTalks = lazy(async () => ({
  default: (await import('@/features/messages/list-threads/campaign-talks.tsx')).CampaignTalks,
}));

const CampaignAccess = lazy(async () => ({ default: (await import('./campaign-access.tsx')).CampaignAccess }));

const Folder = lazy(async () => ({
  default: (await import('@/features/documents/list-documents/folder.tsx')).Folder,
}));

const BACK = { label: 'Campaigns', to: '/campaigns' } as const;

export function ViewCampaign() {
  const { campaignId } = viewCampaignRoute.useParams();
  useCampaignRoom(campaignId);
  const campaign = useEndpoint(getCampaign, { params: { campaignId } });
  if (campaign.data) return <CampaignDetail campaign={campaign.data} />;
  return (
    <>
      <PageHeader title="Campaign" back={BACK} />
      <Loaded query={campaign} title="This campaign cannot be shown">
        {() => null}
      </Loaded>
    </>
  );
}

const TAB_NAMES: Record<CampaignTab, string> = {
  overview: 'Overview',
  applications: 'Applications',
  offers: 'Offers',
  contracts: 'Contracts',
  content: 'Content',
  messages: 'Messages',
  documents: 'Documents',
  performance: 'Performance',
  payments: 'Payments',
  timeline: 'Timeline',
  access: 'Access',
};

function CampaignDetail({ campaign }: { campaign: CampaignView }) {
  const { campaignId } = campaign;
  const { tab = 'overview' } = viewCampaignRoute.useSearch();
  const mayWrite = useMay('campaign:write', campaignId);
  const mayTalk = useMay('message:read', campaignId);
  const tabs: readonly CampaignTab[] =
    campaign.status === 'draft' ? DRAFT_TABS : CAMPAIGN_TABS.filter((one) => one !== 'messages' || mayTalk);
  return (
    <>
      <PageHeader
        title={campaign.title}
        back={BACK}
        badge={<StatusBadge status={campaign.status} />}
        lead={
          <>
            Changed <RelativeTime at={campaign.updatedAt} />
          </>
        }
        actions={
          mayWrite && (
            <>
              <CampaignCommands campaign={campaign} />
              {campaign.status === 'draft' && (
                <>
                  <ButtonLink to="/campaigns/$campaignId/edit" params={{ campaignId }} icon="edit">
                    Edit
                  </ButtonLink>
                  <DeleteDraft campaign={campaign} />
                </>
              )}
            </>
          )
        }
      />
      <PublishingRequest campaign={campaign} />
      <CampaignModeration campaign={campaign} />
      <LinkTabs
        label="Parts of the campaign"
        tabs={tabs.map((id) => ({ id, label: TAB_NAMES[id] }))}
        linkOf={(id) => ({
          to: '/campaigns/$campaignId',
          params: { campaignId },
          search: id === 'overview' ? {} : { tab: id },
        })}
      />
      <Part campaign={campaign} tab={tabs.includes(tab) ? tab : 'overview'} />
    </>
  );
}

function Part({ campaign, tab }: { campaign: CampaignView; tab: CampaignTab }) {
  const { campaignId, status } = campaign;
  switch (tab) {
    case 'overview':
      return <Overview campaign={campaign} />;
    case 'applications':
      return (
        <ReviewApplications
          campaignId={campaignId}
          isOpen={OPEN_STATUSES.includes(status)}
          isOver={status === 'completed' || status === 'cancelled'}
        />
      );
    case 'offers':
      return <ListCampaignOffers campaignId={campaignId} />;
    case 'contracts':
      return <ListCampaignContracts campaignId={campaignId} />;
    case 'content':
      return <ReviewContent campaignId={campaignId} />;
    case 'messages':
      return (
        <Suspense fallback={<SkeletonRows />}>
          <CampaignTalks campaignId={campaignId} />
        </Suspense>
      );
    case 'documents':
      return (
        <Suspense fallback={<SkeletonRows />}>
          <Folder campaignId={campaignId} />
        </Suspense>
      );
    case 'performance':
      return (
        <Suspense fallback={<SkeletonRows />}>
          <ViewCampaignPerformance campaignId={campaignId} />
        </Suspense>
      );
    case 'payments':
      return <ListPayments campaignId={campaignId} />;
    case 'timeline':
      return <Timeline campaignId={campaignId} />;
    case 'access':
      return (
        <Suspense fallback={<SkeletonRows />}>
          <CampaignAccess campaignId={campaignId} />
        </Suspense>
      );
  }
}
