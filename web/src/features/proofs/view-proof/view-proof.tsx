import { useEffect, useState } from 'react';
import { listProofKeys, lookUpProof } from '#contract/areas/proofs.ts';
import type { ProofState } from '#domain/proof.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { explain } from '@/api/problem.ts';
import { OpenPage } from '@/features/legal/open-page.tsx';
import { Button } from '@/ui/button.tsx';
import { CodeText } from '@/ui/code-text.tsx';
import { Badge, Notice, SkeletonRows, type Tone } from '@/ui/feedback.tsx';
import { Card, Facts, usePageTitle } from '@/ui/layout.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { saysTheSame, verifyProof } from '../verify-proof.ts';

type Proof = OutputOf<typeof lookUpProof>;

/** What a proof of funds says, for whoever has its link, with an account or without. */
export function ViewProof() {
  usePageTitle('Proof of funds');
  // Behind the #, which browsers send to nobody: no log keeps it.
  const [link] = useState(() => window.location.hash.slice(1));
  const { mutate, data, error, isPending } = useEndpointMutation(lookUpProof);
  useEffect(() => {
    if (link) mutate({ body: { link } });
  }, [link, mutate]);
  return (
    <OpenPage
      title="Proof of funds"
      lead="What a brand has paid in for an agreed piece of work, and whether it is there."
    >
      {data ? (
        <Detail proof={data} />
      ) : !link ? (
        <Notice tone="attention" title="This is not a whole link">
          The part behind the # is missing. Open the link once more, or ask for a new one.
        </Notice>
      ) : error ? (
        <Notice
          tone="bad"
          title="This proof cannot be shown"
          action={
            <Button size="small" busy={isPending} onClick={() => mutate({ body: { link } })}>
              Try again
            </Button>
          }
        >
          {explain(error)}
        </Notice>
      ) : (
        <SkeletonRows rows={4} />
      )}
    </OpenPage>
  );
}

const STATES: Record<ProofState, { tone: Tone; name: string; text: string }> = {
  held: { tone: 'good', name: 'Held now', text: 'The money is held by the payment provider for this contract.' },
  on_its_way: {
    tone: 'good',
    name: 'Being paid out',
    text: 'The work is done and the money is on its way to the creator.',
  },
  paid: { tone: 'info', name: 'Paid out', text: 'The money is no longer held: the creator has been paid.' },
  frozen: {
    tone: 'bad',
    name: 'Disputed',
    text: 'The payer’s bank disputes the payment; the money is frozen until it decides.',
  },
  going_back: { tone: 'attention', name: 'Going back', text: 'The money is on its way back to the brand.' },
  given_back: { tone: 'bad', name: 'Given back', text: 'The money is no longer held: it went back to the brand.' },
  unknown: { tone: 'attention', name: 'Not held', text: 'The money is not held at the moment.' },
};

function Detail({ proof }: { proof: Proof }) {
  const { tone, name, text } = STATES[proof.now.state];
  return (
    <>
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-3">
          <p className="text-display font-semibold tracking-tight">
            <Money value={proof.amount} />
          </p>
          <Badge tone={tone}>{name}</Badge>
        </div>
        <p className="mt-2 text-soft">
          {text} Looked up <RelativeTime at={proof.now.asOf} />.
        </p>
        <div className="mt-5 border-t border-line pt-5">
          <Facts
            items={[
              { name: 'Paid in by', value: proof.brandName },
              { name: 'For the campaign', value: proof.campaignTitle },
              { name: 'Paid in', value: formatDay(proof.fundedAt.slice(0, 10)) },
              {
                name: 'Can be held until',
                value: proof.heldUntil ? formatDay(proof.heldUntil.slice(0, 10)) : 'not known',
              },
            ]}
          />
        </div>
      </Card>
      <Card title="What this does not promise">
        <ul className="grid list-disc gap-1.5 pl-5 text-soft">
          {proof.notPromised.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      <Signature proof={proof} />
    </>
  );
}

type Verdict = 'checking' | 'genuine' | 'not genuine';

function Signature({ proof }: { proof: Proof }) {
  const keys = useEndpoint(listProofKeys, {});
  const [verdict, setVerdict] = useState<Verdict>('checking');
  useEffect(() => {
    if (!keys.data) return;
    const { signature, now: _now, ...shown } = proof;
    void verifyProof(signature.jws, keys.data.keys)
      .then((claims) => setVerdict(claims && saysTheSame(claims, shown) ? 'genuine' : 'not genuine'))
      .catch(() => setVerdict('not genuine'));
  }, [keys.data, proof]);
  return (
    <Card title="Signature">
      {verdict === 'genuine' && (
        <Notice tone="good">
          Checked in your browser: what you see here was signed by Accord and not changed since.
        </Notice>
      )}
      {verdict === 'not genuine' && (
        <Notice tone="bad" title="The signature does not fit">
          Do not rely on this page; ask for a new link.
        </Notice>
      )}
      {verdict === 'checking' && <p className="text-soft">Being checked in your browser…</p>}
      <details className="mt-4 text-small text-soft">
        <summary className="min-h-8 font-medium">Check it yourself</summary>
        <p className="mt-1">
          A JSON Web Signature ({proof.signature.algorithm}). The keys are at{' '}
          <a href="/api/v1/proofs/keys" className="text-accent underline underline-offset-4">
            /api/v1/proofs/keys
          </a>
          . The fingerprint below is that of the contract: the creator can show you the text it is made from.
        </p>
        <CodeText label="Signed proof" text={proof.signature.jws} wraps />
        <CodeText label="Fingerprint of the contract" text={proof.contractHash} wraps />
      </details>
    </Card>
  );
}
