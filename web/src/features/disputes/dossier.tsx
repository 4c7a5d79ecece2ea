import { useState } from 'react';
import { askDossier, getDossier } from '#contract/areas/disputes.ts';
import { idPattern } from '#domain/ids.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';

/** What is in the file. */
export const DOSSIER_LEAD =
  'Terms, content, messages, disputes, payments, ledger and log of one contract, as JSON and on paper.';

/** While a file is made, it is asked for this often, ms. */
const ASK_EVERY_MS = 2_000;

/** Has everything about a contract put into one file, and lets it be saved; not before it is said which contract. */
export function DossierOf(props: { workspaceId: string; contractId: string; isNamed?: boolean }) {
  const { workspaceId, contractId, isNamed = true } = props;
  const ask = useEndpointMutation(askDossier, { invalidates: [getDossier] });
  const made = useEndpoint(
    getDossier,
    { params: { contractId }, query: { workspaceId } },
    { enabled: ask.isSuccess, everyMs: (data) => (data?.state === 'ready' ? false : ASK_EVERY_MS) },
  );
  const file = made.data?.state === 'ready' ? made.data.file : null;
  const isMaking = ask.isPending || (ask.isSuccess && !file);
  return (
    <div className="grid gap-3">
      {file ? (
        <p className="text-small">
          <a href={file.url} className="font-medium underline">
            Save the file
          </a>{' '}
          <span className="text-faint">
            ZIP, {Math.ceil(file.sizeBytes / 1000)} kB, made <RelativeTime at={file.madeAt} />
          </span>
        </p>
      ) : (
        <div>
          <Button
            icon="download"
            busy={isMaking}
            disabled={!isNamed}
            onClick={() => ask.mutate({ body: { workspaceId, contractId } })}
          >
            Put everything into one file
          </Button>
        </div>
      )}
      <FormError error={ask.error} />
    </div>
  );
}

/** The file of any contract, by its ids: for a bank that disputes a payment nobody here is at odds about. */
export function DossierOfAny() {
  const [workspaceId, setWorkspaceId] = useState('');
  const [contractId, setContractId] = useState('');
  const isNamed = idPattern('workspace').test(workspaceId) && idPattern('contract').test(contractId);
  return (
    <Card title="Evidence for a bank" lead={DOSSIER_LEAD} className="mt-6">
      <div className="grid max-w-xl gap-4">
        <Field label="Workspace">
          <Input
            value={workspaceId}
            onChange={(event) => setWorkspaceId(event.target.value.trim())}
            placeholder="wsp_…"
          />
        </Field>
        <Field label="Contract">
          <Input
            value={contractId}
            onChange={(event) => setContractId(event.target.value.trim())}
            placeholder="ctr_…"
          />
        </Field>
        <DossierOf
          key={`${workspaceId}${contractId}`}
          workspaceId={workspaceId}
          contractId={contractId}
          isNamed={isNamed}
        />
      </div>
    </Card>
  );
}
