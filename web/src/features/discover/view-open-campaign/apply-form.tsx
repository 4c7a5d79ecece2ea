import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { applyToCampaign, getOpenCampaign, listOwnApplications } from '#contract/areas/applications.ts';
import { feesOf } from '#domain/fees.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { linksOf } from '@/features/disputes/shown-fields.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { formatMoney } from '@/ui/money.ts';
import { MoneyField } from '@/ui/money-field.tsx';
import { toast } from '@/ui/toast.tsx';
import type { OpenCampaignView } from './view-open-campaign.tsx';

/** The wish to join: what the influencer would make, and at what price. */
export function ApplyForm({ campaign }: { campaign: OpenCampaignView }) {
  const { currency } = campaign.budget.max;
  const { questions } = campaign.applying;
  const form = useSchemaForm(applyToCampaign.body, { proposalDetails: '', portfolioLinks: [], answers: [] });
  const [links, setLinks] = useState('');
  const [said, setSaid] = useState<Said>({});
  const [tried, setTried] = useState(false);
  const typed = useWatch({ control: form.control, name: 'proposedPrice.amountMinor' });
  const net = isAmount(typed) ? feesOf({ amountMinor: typed, currency }).net : undefined;
  const mutation = useEndpointMutation(applyToCampaign, {
    onSuccess: (saved) => {
      noteAndFollow(listOwnApplications, saved.applicationId, saved);
      const isWaiting = saved.status === 'waitlisted';
      toast(isWaiting ? 'You are on the waiting list' : `${campaign.brandName} has your application`);
    },
    invalidates: [getOpenCampaign, listOwnApplications],
  });
  const submit = form.handleSubmit(async ({ proposalDetails, proposedPrice, portfolioLinks, answers }) => {
    const price = isAmount(proposedPrice?.amountMinor)
      ? { proposedPrice: { amountMinor: proposedPrice.amountMinor, currency } }
      : {};
    await mutation
      .mutateAsync({
        params: { campaignId: campaign.campaignId },
        body: { proposalDetails, portfolioLinks, answers, ...price },
      })
      .catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title="Apply" lead="The brand reads this beside your profile.">
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          // An empty price is no price, rather than a price without an amount.
          const { proposedPrice } = form.getValues();
          form.setValue(
            'proposedPrice',
            proposedPrice?.amountMinor === undefined ? undefined : { ...proposedPrice, currency },
          );
          form.setValue('answers', saidTo(questions, said));
          setTried(true);
          if (questions.some((one) => isUnanswered(one, said))) {
            event.preventDefault();
            void form.trigger();
          } else void submit(event);
        }}
      >
        <Field label="What you would make" error={errorAt(form, 'proposalDetails')}>
          <Textarea
            rows={5}
            {...form.register('proposalDetails')}
            placeholder="Your idea for this campaign, and why you"
          />
        </Field>
        {questions.map((question) => (
          <Field
            key={question.questionId}
            label={question.text}
            optional={!question.required}
            error={tried && isUnanswered(question, said) ? 'has to be answered' : undefined}
          >
            <Textarea
              rows={2}
              maxLength={2000}
              value={said[question.questionId] ?? ''}
              onChange={({ target }) => setSaid((before) => ({ ...before, [question.questionId]: target.value }))}
            />
          </Field>
        ))}
        <Field
          label="Work to look at"
          optional
          hint="Up to five links, one per line, each beginning with https://"
          error={linksError(form.formState.errors.portfolioLinks)}
        >
          <Textarea
            rows={2}
            value={links}
            onChange={(event) => {
              setLinks(event.target.value);
              form.setValue('portfolioLinks', linksOf(event.target.value), {
                shouldValidate: form.formState.isSubmitted,
              });
            }}
          />
        </Field>
        <div className="max-w-sm">
          <MoneyField
            control={form.control}
            name="proposedPrice.amountMinor"
            label="Your price for all of it"
            optional
            currency={currency}
            error={errorAt(form, 'proposedPrice.amountMinor')}
            hint={
              net
                ? `You would receive ${formatMoney(net)} after Accord's fee.`
                : 'You can leave the price to the offer.'
            }
          />
        </div>
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Send application
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** What is typed to each question, by its id. */
type Said = Readonly<Record<string, string>>;
type Question = OpenCampaignView['applying']['questions'][number];

function isUnanswered({ questionId, required }: Question, said: Said): boolean {
  return required && !said[questionId]?.trim();
}

/** The answers that were given; what is left empty is not answered. */
function saidTo(questions: readonly Question[], said: Said): { questionId: string; answer: string }[] {
  return questions.flatMap(({ questionId }) => {
    const answer = said[questionId]?.trim();
    return answer ? [{ questionId, answer }] : [];
  });
}

/** What is wrong with the links, or with the first of them that something is wrong with. */
function linksError(error: unknown): string | undefined {
  const { message, ...each } = (error ?? {}) as { message?: string } & Record<number, { message?: string }>;
  return message ?? Object.values(each).find((one) => one?.message)?.message;
}

function isAmount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0;
}
