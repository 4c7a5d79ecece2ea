import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { noteOwnWrite } from '@/api/own-writes.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { FormError } from '@/ui/form.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';

/** Deletes a draft, after asking. */
export function DeleteDraft({ campaign }: { campaign: CampaignView }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(deleteCampaign, {
    onSuccess: async () => {
      noteOwnWrite(listCampaigns, campaign.campaignId, undefined);
      await navigate({ to: '/campaigns' });
      toast(`Draft “${campaign.title}” deleted`);
    },
    invalidates: [listCampaigns],
  });
  return (
    <>
      <Button variant="danger" icon="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete this draft?"
        confirmLabel="Delete draft"
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ params: { campaignId: campaign.campaignId } })}
        error={
          <div className="mt-4 empty:hidden">
            <FormError error={mutation.error} />
          </div>
        }
      >
        “{campaign.title}” has not been published, so nobody outside your team has seen it. It cannot be brought back.
      </ConfirmDialog>
    </>
  );
}
