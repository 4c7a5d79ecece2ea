import { getPayoutAccount, openPayoutAccount } from '#contract/areas/payments.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { countryName } from '@/ui/places.ts';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { accountWords, type PayoutAccountView } from '../payout-words.ts';
import { payoutAccountRoute } from '../routes.ts';
import { TaxFormCard, TaxFormNotice } from '../tax-form.tsx';
import { AccountWants } from './account-wants.tsx';

/** The provider tells of a finished visit within seconds; until the account is settled it is read again this often, ms. */
const UNSETTLED_MS = 4_000;

export function ViewPayoutAccount() {
  const account = useEndpoint(
    getPayoutAccount,
    {},
    {
      everyMs: (data) => (data && ['incomplete', 'pending', 'restricted'].includes(data.status) ? UNSETTLED_MS : false),
    },
  );
  return (
    <>
      <PageHeader
        title="Payout account"
        lead="Where your earnings are paid. It is kept by Stripe; Accord never sees your bank details."
        badge={account.data && <Badge tone={accountWords(account.data).tone}>{accountWords(account.data).name}</Badge>}
      />
      <Loaded query={account} rows={1}>
        {(data) => <Account account={data} />}
      </Loaded>
    </>
  );
}

const CONTINUE: Record<PayoutAccountView['status'], string | undefined> = {
  missing: 'Set up with Stripe',
  incomplete: 'Go on at Stripe',
  pending: undefined,
  payable: undefined,
  restricted: 'Complete it at Stripe',
  rejected: undefined,
};

/** What the button leads to; undefined where only the provider, or support, can go on. */
function nextStep({ status, requirementsDue, requirementsLater, disabledReason }: PayoutAccountView) {
  if (status === 'payable' && requirementsDue.length + requirementsLater.length === 0)
    return { label: 'Change bank account', isUrgent: false };
  if (status === 'payable') return { label: 'Give it at Stripe', isUrgent: requirementsDue.length > 0 };
  if (status === 'pending' && disabledReason?.startsWith('action_required'))
    return { label: CONTINUE.restricted, isUrgent: true };
  return { label: CONTINUE[status], isUrgent: true };
}

function Account({ account }: { account: PayoutAccountView }) {
  const mutation = useEndpointMutation(openPayoutAccount, {
    onSuccess: ({ onboardingUrl }) => location.assign(onboardingUrl),
    invalidates: [getPayoutAccount],
  });
  const { label, isUrgent } = nextStep(account);
  const { back } = payoutAccountRoute.useSearch();
  return (
    <div className="grid max-w-2xl gap-5">
      {back === 'done' && !account.payable && account.status !== 'rejected' && (
        <Notice title="Back from Stripe">
          What you entered there is noted here within a minute. This page follows by itself.
        </Notice>
      )}
      {back === 'again' && !account.payable && (
        <Notice tone="attention" title="That link was used up">
          Each link works once and for a short time. Go on below with a fresh one.
        </Notice>
      )}
      <Card>
        <div className="flex items-start gap-4">
          <span className="grid size-11 flex-none place-items-center rounded-full bg-accent-soft text-accent">
            <Icon name={account.payable ? 'check' : 'wallet'} />
          </span>
          <div className="min-w-0">
            <p className="text-lead">{accountWords(account).sentence}</p>
            {account.country && (
              <p className="mt-1 text-small text-faint">
                Account in {countryName(account.country)}
                {account.currency && `, paid out in ${account.currency}`}
                {account.updatedAt && (
                  <>
                    , as of <RelativeTime at={account.updatedAt} />
                  </>
                )}
              </p>
            )}
          </div>
        </div>
        <AccountWants account={account} />
        <div className="mt-5 grid gap-4 empty:hidden">
          {mutation.error?.code === 'profile_incomplete' ? (
            <Notice
              tone="attention"
              title="First, set up your profile"
              action={
                <ButtonLink to="/profile/edit" size="small">
                  Set it up
                </ButtonLink>
              }
            >
              Your country decides what Stripe asks for.
            </Notice>
          ) : (
            <FormError error={mutation.error} />
          )}
          {label && (
            <div>
              <Button
                variant={isUrgent ? 'primary' : 'secondary'}
                busy={mutation.isPending || mutation.isSuccess}
                onClick={() => mutation.mutate({})}
              >
                {label}
              </Button>
              <p className="mt-2 text-small text-faint">You leave Accord for a page of Stripe and come back here.</p>
            </div>
          )}
        </div>
      </Card>
      {account.taxForm && (
        <>
          <TaxFormNotice taxForm={account.taxForm} />
          <TaxFormCard taxForm={account.taxForm} />
        </>
      )}
      <p>
        <ButtonLink to="/earnings" icon="wallet">
          See earnings
        </ButtonLink>
      </p>
    </div>
  );
}
