import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listCampaigns } from '#contract/areas/campaigns.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Notice, SkeletonRows } from '@/ui/feedback.tsx';
import { Field, Select } from '@/ui/field.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';

/** Begins an offer for longer use of content, in a campaign whose budget pays for it. */
export function AskExtension({ entry }: { entry: { contractId: string; campaignId: string; influencerId: string } }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" icon="clock" onClick={() => setAsking(true)}>
        Ask for an extension
      </Button>
      {asking && <ChooseCampaign entry={entry} onClose={() => setAsking(false)} />}
    </>
  );
}

function ChooseCampaign(props: {
  entry: { contractId: string; campaignId: string; influencerId: string };
  onClose: () => void;
}) {
  const { contractId, campaignId, influencerId } = props.entry;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string>();
  const campaigns = useEndpointPages(listCampaigns, { query: { limit: 100 } }, { keyOf: (one) => one.campaignId });
  const open = (campaigns.items ?? []).filter(({ status }) => OPEN_STATUSES.includes(status));
  const own = open.find((one) => one.campaignId === campaignId);
  const target = chosen ?? own?.campaignId ?? open[0]?.campaignId;
  return (
    <FormDialog
      onClose={props.onClose}
      title="Use the content for longer"
      submitLabel="Go on to the offer"
      busy={campaigns.isPending}
      disabled={!target}
      onSubmit={(event) => {
        event.preventDefault();
        if (target)
          void navigate({
            to: '/campaigns/$campaignId/offers/new',
            params: { campaignId: target },
            search: { influencer: influencerId, extends: contractId },
          });
      }}
    >
      <p className="text-soft">
        You make an offer that begins from the terms as they are, with a new time and price. The influencer can accept
        it, or answer with other terms.
      </p>
      {campaigns.isPending ? (
        <SkeletonRows rows={1} />
      ) : open.length === 0 ? (
        <Notice tone="attention">No campaign is published. An extension is paid from the budget of one.</Notice>
      ) : (
        <Field label="Campaign whose budget pays for it">
          <Select value={target} onChange={({ target: select }) => setChosen(select.value)}>
            {open.map((one) => (
              <option key={one.campaignId} value={one.campaignId}>
                {one.title}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </FormDialog>
  );
}
