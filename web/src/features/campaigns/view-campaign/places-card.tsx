import { useState } from 'react';
import * as z from 'zod/mini';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { changePlaces, getPlaces, getTimeline } from '#contract/areas/lifecycle.ts';
import { takes } from '#domain/lifecycle-table.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';
import { Card } from '@/ui/layout.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';
import { placesText } from '../places-words.ts';

const Asked = z.strictObject({ places: z.optional(changePlaces.body.shape.places) });

/** How many influencers a published campaign takes and has, and the way to change that. */
export function PlacesCard({ campaign }: { campaign: CampaignView }) {
  const { campaignId, status } = campaign;
  const places = useEndpoint(getPlaces, { params: { campaignId } });
  const mayChange = useMay('campaign:write', campaignId) && takes(status, 'change_places');
  const [changing, setChanging] = useState(false);
  if (!places.data) return null;
  const { places: limit, takenCount, isFull } = places.data;
  return (
    <>
      <Card
        title="Places"
        lead={placesText(limit, takenCount)}
        actions={
          mayChange && (
            <Button size="small" onClick={() => setChanging(true)}>
              Change the places
            </Button>
          )
        }
      >
        {isFull && (
          <p className="text-soft">
            Nobody else can accept an offer or be approved. Who applies now is on the waiting list until you raise the
            number.
          </p>
        )}
      </Card>
      {changing && (
        <ChangePlaces campaign={campaign} places={limit} takenCount={takenCount} onClose={() => setChanging(false)} />
      )}
    </>
  );
}

function ChangePlaces(props: {
  campaign: CampaignView;
  places: number | null;
  takenCount: number;
  onClose: () => void;
}) {
  const { campaignId, version } = props.campaign;
  const form = useSchemaForm(Asked, props.places === null ? {} : { places: props.places });
  const change = useEndpointMutation(changePlaces, {
    onSuccess: (saved) => {
      remember(getCampaign, { params: { campaignId } }, saved);
      toast('Places changed');
      props.onClose();
    },
    invalidates: [getPlaces, getTimeline],
  });
  const submit = form.handleSubmit(({ places = null }) =>
    change
      .mutateAsync({ params: { campaignId }, body: { version, places } })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <FormDialog
      onClose={props.onClose}
      title="Change the places"
      submitLabel="Change"
      busy={change.isPending}
      onSubmit={submit}
    >
      <NumberField
        form={form}
        name="places"
        label="How many influencers it takes"
        optional
        hint={`Empty: as many as the budget reaches for. ${props.takenCount} have a contract; it cannot be fewer.`}
      />
      <FormError error={change.error} />
    </FormDialog>
  );
}
