import { useState } from 'react';
import { getContract } from '#contract/areas/contracts.ts';
import { createProof, revokeProof } from '#contract/areas/proofs.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { Button } from '@/ui/button.tsx';
import { CodeText } from '@/ui/code-text.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { FormError } from '@/ui/form.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';

/** Makes, replaces and takes back the reader's own proof that the money of a contract is held. */
export function ShareProof({
  contract,
}: {
  contract: Pick<ContractView, 'contractId' | 'milestones' | 'proofSharedAt'>;
}) {
  const may = useMay('proof:share');
  const [open, setOpen] = useState(false);
  const { contractId, milestones, proofSharedAt } = contract;
  const isHeld = milestones.some(({ status }) => status === 'funded');
  const make = useEndpointMutation(createProof, { invalidates: [getContract] });
  const takeBack = useEndpointMutation(revokeProof, {
    onSuccess: () => {
      make.reset();
      setOpen(false);
      toast('Taken back: the link no longer works');
    },
    invalidates: [getContract],
  });
  if (!may || (!isHeld && !proofSharedAt)) return null;
  const params = { contractId };
  const address = make.data && `${window.location.origin}${make.data.path}`;
  return (
    <>
      <Button size="small" icon="link" onClick={() => setOpen(true)}>
        Share proof
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Proof that the money is held"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Close</Button>
            {proofSharedAt && (
              <Button variant="danger" busy={takeBack.isPending} onClick={() => takeBack.mutate({ params })}>
                Take the link back
              </Button>
            )}
            {isHeld && !address && (
              <Button variant="primary" busy={make.isPending} onClick={() => make.mutate({ params })}>
                {proofSharedAt ? 'Make a new link' : 'Make the link'}
              </Button>
            )}
          </>
        }
      >
        <div className="grid gap-4">
          <p className="text-soft">
            A signed page that anyone with its link can read without an account: the amount, the brand, the campaign,
            when it was paid in, and whether it is held at that moment. It does not name the creator.
          </p>
          {address ? (
            <div>
              <p className="font-medium">Copy the link now; it is not shown again.</p>
              <CodeText label="Link of the proof" text={address} wraps />
            </div>
          ) : (
            proofSharedAt && (
              <p className="text-small text-faint">
                You made a link <RelativeTime at={proofSharedAt} />. A new one takes its place, and the old one ends.
              </p>
            )
          )}
          <FormError error={make.error ?? takeBack.error} />
        </div>
      </Dialog>
    </>
  );
}
