import { Link } from '@tanstack/react-router';
import { getDeed, getDeedPdf, signDeed } from '#contract/areas/deeds.ts';
import type { Side } from '#domain/offer.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { explain } from '@/api/problem.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { useMay } from '@/api/session.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { viewDeedRoute } from '../routes.ts';
import { DeedText, type DeedView } from './deed-text.tsx';
import { ProposedChange } from './proposed-change.tsx';
import { SignedBadge } from './sign-state.tsx';

/** While a print is being made, it is looked for this often, ms; a push usually tells sooner. */
const PRINTING_MS = 5_000;
const PRINTED_WITHIN_MS = 600_000;

/** The text of a contract in one of its versions, with its signatures, its print, and the way to sign it. */
export function ViewDeed() {
  const { contractId } = viewDeedRoute.useParams();
  const { version } = viewDeedRoute.useSearch();
  const deed = useEndpoint(
    getDeed,
    { params: { contractId }, query: version === undefined ? {} : { version } },
    { everyMs: (data) => (data && isPrinting(data) ? PRINTING_MS : false) },
  );
  return (
    <>
      <PageHeader
        title="Contract"
        badge={deed.data && <SignedBadge deed={deed.data} />}
        lead={
          deed.data && `Version ${deed.data.version}, agreed on ${formatDay(deed.data.agreedAt?.slice(0, 10) ?? '')}`
        }
        back={{ label: 'Contract and its money', to: '/contracts/$contractId', params: { contractId } }}
      />
      <Loaded query={deed} title="This contract cannot be shown" rows={6}>
        {(data) => (
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <DeedText deed={data} />
            <div className="grid gap-5 lg:sticky lg:top-6">
              <Signing deed={data} contractId={contractId} />
              <ProposedChange deed={data} contractId={contractId} />
              {data.versions.length > 1 && <Versions deed={data} contractId={contractId} />}
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Whether the print shows the signatures that there are. */
function isPrinted({ pdf, signatures }: DeedView): boolean {
  return pdf?.signatures === signatures.length;
}

/** What was agreed long ago and never printed is from before contracts were; it is once somebody signs it. */
function isPrinting(deed: DeedView): boolean {
  const isOld = Date.parse(deed.agreedAt ?? '') < serverNowMs() - PRINTED_WITHIN_MS;
  return !isPrinted(deed) && !(isOld && deed.signatures.length === 0);
}

const SIDES: Record<Side, string> = { brand: 'The brand', influencer: 'The creator' };

function Signing({ deed, contractId }: { deed: DeedView; contractId: string }) {
  const side = useSide();
  const maySign = useMay('contract:sign', deed.campaignId);
  const isNewest = deed.version === Math.max(...deed.versions.map(({ version }) => version));
  const isSigned = deed.signatures.some((one) => one.side === side);
  return (
    <Card title="Signatures">
      <ul className="grid gap-3">
        {(['brand', 'influencer'] as const).map((of) => (
          <SignatureLine key={of} side={of} signature={deed.signatures.find((one) => one.side === of)} />
        ))}
      </ul>
      {maySign && isNewest && !isSigned && <SignForm deed={deed} contractId={contractId} />}
      <Print deed={deed} contractId={contractId} />
    </Card>
  );
}

function SignatureLine({ side, signature }: { side: Side; signature: DeedView['signatures'][number] | undefined }) {
  return (
    <li className="min-w-0">
      <p className="text-small text-faint">{SIDES[side]}</p>
      {signature ? (
        <>
          <p className="font-medium wrap-anywhere">{signature.fullName}</p>
          <p className="text-small text-faint">
            <RelativeTime at={signature.at} />, from {signature.address}
          </p>
        </>
      ) : (
        <p className="text-soft">Agreed; not signed by name</p>
      )}
    </li>
  );
}

function SignForm({ deed, contractId }: { deed: DeedView; contractId: string }) {
  const { version, documentHash } = deed;
  const form = useSchemaForm(signDeed.body, { version, documentHash, fullName: '' });
  const mutation = useEndpointMutation(signDeed, {
    onSuccess: () => toast('Signed'),
    invalidates: [getDeed],
  });
  const send = form.handleSubmit(({ fullName }) =>
    mutation.mutateAsync({ params: { contractId }, body: { version, documentHash, fullName } }).then(
      () => undefined,
      (error: unknown) => placeIssues(form, error),
    ),
  );
  return (
    <form noValidate className="mt-5 grid gap-4 border-t border-line pt-4" onSubmit={send}>
      <Field
        label="Your full name"
        hint="With it you sign the text on this page. The time and your network address are kept with it, and both sides see them."
        error={errorAt(form, 'fullName')}
      >
        <Input autoComplete="name" {...form.register('fullName')} />
      </Field>
      <FormError error={mutation.error} />
      <Button type="submit" variant="primary" icon="edit" busy={mutation.isPending}>
        Sign
      </Button>
    </form>
  );
}

function Print({ deed, contractId }: { deed: DeedView; contractId: string }) {
  const saving = useEndpointMutation(getDeedPdf, { onSuccess: ({ url }) => window.location.assign(url) });
  if (!isPrinted(deed) && !isPrinting(deed)) return null;
  return (
    <div className="mt-5 grid gap-2 border-t border-line pt-4">
      <Button
        icon="download"
        busy={!isPrinted(deed) || saving.isPending}
        onClick={() => saving.mutate({ params: { contractId }, query: { version: deed.version } })}
      >
        {isPrinted(deed) ? 'Download PDF' : 'Preparing PDF'}
      </Button>
      {saving.error && <Notice tone="bad">{explain(saving.error)}</Notice>}
    </div>
  );
}

function Versions({ deed, contractId }: { deed: DeedView; contractId: string }) {
  return (
    <Card title="Versions">
      <ol className="grid gap-2">
        {[...deed.versions].reverse().map(({ version, agreedAt }) => (
          <li key={version} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Link
              to="/contracts/$contractId/document"
              params={{ contractId }}
              search={{ version }}
              aria-current={version === deed.version ? 'page' : undefined}
              className="font-medium underline decoration-line-strong underline-offset-4 hover:text-accent aria-[current]:no-underline"
            >
              Version {version}
            </Link>
            <span className="text-small text-faint">{formatDay(agreedAt.slice(0, 10))}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
