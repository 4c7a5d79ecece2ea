import { useState } from 'react';
import { getTaxForm } from '#contract/areas/payments.ts';
import { getInfluencer } from '#contract/areas/profiles.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ProfileDetail } from '@/features/influencer/profile-detail.tsx';
import { TaxFormCard } from '@/features/payout-account/tax-form.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { viewInfluencerRoute } from '../routes.ts';
import { ChooseCampaign } from './choose-campaign.tsx';

/** What is public of an influencer, and the way to an offer. */
export function ViewInfluencer() {
  const { influencerId } = viewInfluencerRoute.useParams();
  const profile = useEndpoint(getInfluencer, { params: { influencerId } });
  const maySearch = useMay('influencer:search');
  const mayOffer = useMay('offer:write');
  const mayCheckTax = useMay('tax:check');
  const [open, setOpen] = useState(false);
  const back = maySearch ? { back: { label: 'Find influencers', to: '/influencers' as const } } : {};
  return (
    <>
      {!profile.data && <PageHeader title="Influencer" {...back} />}
      <Loaded query={profile}>
        {(data) => (
          <ProfileDetail
            profile={data}
            {...back}
            actions={
              mayOffer && (
                <Button variant="primary" icon="offer" onClick={() => setOpen(true)}>
                  Send an offer
                </Button>
              )
            }
          />
        )}
      </Loaded>
      {mayCheckTax && <TaxFormOf influencerId={influencerId} />}
      {profile.data && (
        <ChooseCampaign
          open={open}
          onClose={() => setOpen(false)}
          influencerId={influencerId}
          name={profile.data.displayName}
        />
      )}
    </>
  );
}

/** For people of the platform: whether the form that the provider collects is there. */
function TaxFormOf({ influencerId }: { influencerId: string }) {
  const { data } = useEndpoint(getTaxForm, { params: { influencerId } });
  if (!data) return null;
  return (
    <div className="mt-5 max-w-2xl">
      {data.taxForm ? (
        <TaxFormCard taxForm={data.taxForm} />
      ) : (
        <Notice>No payout account yet, so no tax form either.</Notice>
      )}
    </div>
  );
}
