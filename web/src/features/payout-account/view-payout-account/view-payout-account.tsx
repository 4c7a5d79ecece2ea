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
import { PAYOUT_STATES, type PayoutAccountView, wantedThings } from '../payout-words.ts';
import { payoutAccountRoute } from '../routes.ts';

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
        badge={
          account.data && (
            <Badge tone={PAYOUT_STATES[account.data.status].tone}>{PAYOUT_STATES[account.data.status].name}</Badge>
          )
        }
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

function Account({ account }: { account: PayoutAccountView }) {
  const mutation = useEndpointMutation(openPayoutAccount, {
    onSuccess: ({ onboardingUrl }) => location.assign(onboardingUrl),
    invalidates: [getPayoutAccount],
  });
  const wanted = wantedThings(account.requirementsDue);
  const label = account.status === 'payable' && wanted.length > 0 ? CONTINUE.restricted : CONTINUE[account.status];
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
            <p className="text-lead">{PAYOUT_STATES[account.status].sentence}</p>
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
        {wanted.length > 0 && (
          <div className="mt-5 border-t border-line pt-4">
            <h2 className="text-small font-semibold">
              Stripe still needs
              {account.requirementsDueAt && (
                <>
                  {' '}
                  <span className="font-normal text-copper">
                    (<RelativeTime at={account.requirementsDueAt} />)
                  </span>
                </>
              )}
            </h2>
            <ul className="mt-2 grid gap-2 sm:grid-cols-2">
              {wanted.map((thing) => (
                <li key={thing} className="flex items-start gap-3">
                  <span aria-hidden="true" className="mt-1 size-4 flex-none rounded-full border-2 border-copper" />
                  {thing}
                </li>
              ))}
            </ul>
          </div>
        )}
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
                variant="primary"
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
      <p>
        <ButtonLink to="/earnings" icon="wallet">
          See earnings
        </ButtonLink>
      </p>
    </div>
  );
}
