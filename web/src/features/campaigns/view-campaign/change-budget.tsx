import * as z from 'zod/mini';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { getBudget, getWorkspaceBudget } from '#contract/areas/contracts.ts';
import { changeBudget, getTimeline } from '#contract/areas/lifecycle.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { remember, useEndpointMutation } from '@/api/hooks.ts';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';
import type { BudgetView } from './budget-parts.ts';

const { amountMinor } = changeBudget.body.shape;
const Asked = z.strictObject({ amountMinor });

/** Raises or lowers the budget of a campaign that spends. */
export function ChangeBudget(props: { campaign: CampaignView; budget: BudgetView; onClose: () => void }) {
  const { campaign, budget, onClose } = props;
  const { campaignId, version } = campaign;
  const form = useSchemaForm(Asked, { amountMinor: budget.total.amountMinor });
  const change = useEndpointMutation(changeBudget, {
    onSuccess: (saved) => {
      remember(getCampaign, { params: { campaignId } }, saved);
      readAgainSoon(getWorkspaceBudget);
      toast('Budget changed');
      onClose();
    },
    invalidates: [getBudget, getTimeline],
  });
  const submit = form.handleSubmit((asked) =>
    change
      .mutateAsync({ params: { campaignId }, body: { version, ...asked } })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <FormDialog
      onClose={onClose}
      title="Change the budget"
      submitLabel="Change"
      busy={change.isPending}
      onSubmit={submit}
    >
      <MoneyField
        control={form.control}
        name="amountMinor"
        label="The most this campaign may spend"
        currency={budget.total.currency}
        error={errorAt(form, 'amountMinor')}
        hint="It holds from now on, never below what you have agreed already, and influencers see it."
      />
      <FormError error={change.error} />
    </FormDialog>
  );
}
