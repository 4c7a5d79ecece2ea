import { problemSentence, type WantedThing, wantedThings } from '#domain/payout-words.ts';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import type { PayoutAccountView } from '../payout-words.ts';

/** What the provider wants of the influencer now, what it is checking, and what it will ask for one day. */
export function AccountWants({ account }: { account: PayoutAccountView }) {
  const { requirementsDue, requirementsPastDue, requirementsInReview, requirementsLater, requirementsDueAt } = account;
  const overdue = account.status === 'incomplete' ? [] : requirementsPastDue;
  return (
    <>
      {requirementsDue.length > 0 && (
        <section aria-labelledby="wanted-now" className="mt-5 border-t border-line pt-4">
          <h2 id="wanted-now" className="text-small font-semibold">
            Stripe still needs
            {requirementsDueAt && (
              <>
                {' '}
                <span className="font-normal text-copper">
                  by {formatDay(requirementsDueAt.slice(0, 10))}, <RelativeTime at={requirementsDueAt} />
                </span>
              </>
            )}
          </h2>
          <ul className="mt-3 grid gap-3">
            {wantedThings(requirementsDue).map((wanted) => (
              <Wanted key={wanted.thing} wanted={wanted} account={account} isOverdue={isAmong(wanted, overdue)} />
            ))}
          </ul>
        </section>
      )}
      {requirementsInReview.length > 0 && (
        <section aria-labelledby="being-checked" className="mt-5 border-t border-line pt-4">
          <h2 id="being-checked" className="text-small font-semibold">
            Being checked by Stripe
          </h2>
          <p className="mt-1 text-soft">
            {wantedThings(requirementsInReview)
              .map(({ thing }) => thing)
              .join(' · ')}
          </p>
        </section>
      )}
      {requirementsLater.length > 0 && (
        <section aria-labelledby="wanted-later" className="mt-5 border-t border-line pt-4">
          <h2 id="wanted-later" className="text-small font-semibold">
            Wanted one day, not yet
          </h2>
          <p className="mt-1 text-soft">
            {wantedThings(requirementsLater)
              .map(({ thing }) => thing)
              .join(' · ')}
            . We tell you in time; given now, it is done.
          </p>
        </section>
      )}
    </>
  );
}

function isAmong({ thing }: WantedThing, requirements: readonly string[]): boolean {
  return wantedThings(requirements).some((one) => one.thing === thing);
}

function Wanted(props: { wanted: WantedThing; account: PayoutAccountView; isOverdue: boolean }) {
  const { wanted, account, isOverdue } = props;
  const problem = account.requirementProblems.find(({ requirement }) => isAmong(wanted, [requirement]));
  return (
    <li className="flex items-start gap-3">
      <span aria-hidden="true" className="mt-1 size-4 flex-none rounded-full border-2 border-copper" />
      <div className="min-w-0">
        <p>
          {wanted.thing}
          {isOverdue && <span className="ml-2 text-small font-semibold text-danger">overdue</span>}
        </p>
        <p className="text-small text-soft">{problem ? problemSentence(problem) : wanted.todo}</p>
      </div>
    </li>
  );
}
