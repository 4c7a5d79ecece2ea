import { previewDeed } from '#contract/areas/deeds.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { previewDeedRoute } from '@/features/offers/routes.ts';
import { Notice } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { DeedText } from './deed-text.tsx';

/** The contract that an offer would make, word for word. */
export function PreviewDeed() {
  const { offerId } = previewDeedRoute.useParams();
  const deed = useEndpoint(previewDeed, { params: { offerId } });
  return (
    <>
      <PageHeader
        title="The contract this offer would make"
        lead={deed.data && `From version ${deed.data.offerVersion} of the offer`}
        back={{ label: 'Offer', to: '/offers/$offerId', params: { offerId } }}
      />
      <Loaded query={deed} title="This contract cannot be shown" rows={6}>
        {(data) => (
          <div className="grid gap-5">
            <Notice tone="info">
              Nothing is agreed yet. Once one side accepts the offer, exactly this text is the contract.
            </Notice>
            <DeedText deed={data} />
          </div>
        )}
      </Loaded>
    </>
  );
}
