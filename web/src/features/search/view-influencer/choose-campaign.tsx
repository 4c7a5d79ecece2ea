import { Link } from '@tanstack/react-router';
import { listCampaigns } from '#contract/areas/campaigns.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { runsText, StatusBadge } from '@/features/campaigns/campaign-words.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';

/** For which campaign an offer is; those that take offers now. */
export function ChooseCampaign(props: { open: boolean; onClose: () => void; influencerId: string; name: string }) {
  const campaigns = useEndpointPages(
    listCampaigns,
    { query: { limit: 100 } },
    { keyOf: ({ campaignId }) => campaignId },
    { enabled: props.open },
  );
  const open = campaigns.items?.filter(({ status }) => OPEN_STATUSES.includes(status));
  return (
    <Dialog open={props.open} onClose={props.onClose} title={`An offer for ${props.name}`}>
      <p className="mb-4 text-soft">For which campaign?</p>
      <LoadedPages
        query={{ ...campaigns, items: open }}
        rows={2}
        empty={
          <div className="grid justify-items-start gap-4">
            <p className="text-soft">
              None of your campaigns is published. Offers go out for published and active ones.
            </p>
            <ButtonLink to="/campaigns">Go to campaigns</ButtonLink>
          </div>
        }
      >
        {(items) => (
          <ul className="grid gap-2">
            {items.map((campaign) => (
              <li key={campaign.campaignId}>
                <Link
                  to="/campaigns/$campaignId/offers/new"
                  params={{ campaignId: campaign.campaignId }}
                  search={{ influencer: props.influencerId }}
                  className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-control border border-line px-4 py-2.5 hover:border-line-strong hover:bg-sunken"
                >
                  <span className="min-w-0">
                    <span className="block font-medium wrap-anywhere">{campaign.title}</span>
                    <span className="block text-small text-faint">{runsText(campaign)}</span>
                  </span>
                  <StatusBadge status={campaign.status} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </Dialog>
  );
}
