import { useState } from 'react';
import type * as z from 'zod/mini';
import { type AuditVerification, verifyAudit } from '#contract/areas/audit.ts';
import { api } from '@/api/index.ts';
import { explain } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';

type Verification = z.output<typeof AuditVerification>;

const FAULTS: Record<NonNullable<Verification['fault']>['what'], string> = {
  link_missing: 'is missing',
  link_repeated: 'is in the chain twice, or in the wrong place',
  link_changed: 'no longer fits the one before it',
  record_missing: 'was removed',
  record_changed: 'was changed after it was written',
  not_as_published: 'is not the one whose hash was published',
};

/** Recomputes the hash chain of the log to its end, and says what comes of it. */
export function VerifyLog({ workspaceId }: { workspaceId: string }) {
  const [state, setState] = useState<{ busy?: boolean; so?: Verification; problem?: string }>({});
  async function verify() {
    setState({ busy: true });
    try {
      let cursor: string | null = null;
      do {
        const so: Verification = await api.call(verifyAudit, {
          params: { workspaceId },
          query: cursor ? { cursor } : {},
        });
        cursor = so.nextCursor;
        setState({ busy: cursor !== null, so });
      } while (cursor);
    } catch (error) {
      setState({ problem: explain(error) });
    }
  }
  return (
    <Card
      title="Is the log as it was written?"
      lead="Each record carries a hash of itself and of all before it. A change, a gap or an addition anywhere shows."
      className="mb-5"
      actions={
        <Button size="small" icon="check" busy={state.busy ?? false} onClick={() => void verify()}>
          Check the log
        </Button>
      }
    >
      {state.problem && <Notice tone="bad">{state.problem}</Notice>}
      {state.so && <Outcome so={state.so} busy={state.busy ?? false} />}
    </Card>
  );
}

function Outcome({ so, busy }: { so: Verification; busy: boolean }) {
  const { verifiedUpTo, head, published, fault } = so;
  if (fault)
    return (
      <Notice tone="bad" title={`Record ${fault.index} ${FAULTS[fault.what]}`}>
        {verifiedUpTo.index === 0
          ? 'Nothing before it could be verified.'
          : `The ${countOf(verifiedUpTo.index, 'record')} before it ${verifiedUpTo.index === 1 ? 'is' : 'are'} as written.`}
        {fault.eventId && <span className="block break-all">{fault.eventId}</span>}
      </Notice>
    );
  if (busy)
    return (
      <p role="status" className="text-small text-soft">
        {verifiedUpTo.index} of {head.index} checked…
      </p>
    );
  return (
    <Notice
      tone="good"
      title={`${head.index === 1 ? 'The one record is' : `All ${countOf(head.index, 'record')} are`} as written`}
    >
      <span className="block break-all">Head {head.hash}</span>
      {published
        ? `The head of record ${published.index} was published on ${formatDay(published.day)} and fits.`
        : 'No head was published in the last two days yet; it is done every night.'}
    </Notice>
  );
}
