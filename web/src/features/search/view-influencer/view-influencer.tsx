import { useState } from 'react';
import { getInfluencer } from '#contract/areas/profiles.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ProfileDetail } from '@/features/influencer/profile-detail.tsx';
import { Button } from '@/ui/button.tsx';
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
