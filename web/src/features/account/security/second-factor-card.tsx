import { useState } from 'react';
import { listSessions } from '#contract/areas/sessions.ts';
import {
  disableSecondFactor,
  enrolSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
} from '#contract/areas/two-factor.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUpApp } from './set-up-app.tsx';

type Factor = OutputOf<typeof getSecondFactor>;

/** The second factor of the log-in: setting an app up, its recovery codes, and doing without. */
export function SecondFactorCard() {
  const factor = useEndpoint(getSecondFactor, {});
  const [codes, setCodes] = useState<readonly string[]>();
  const isOn = codes !== undefined || factor.data?.enabled;
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-x-3">
          Second factor
          {factor.data && <Badge tone={isOn ? 'good' : 'neutral'}>{isOn ? 'On' : 'Off'}</Badge>}
        </span>
      }
      lead="Log-in also asks for a code of an app on your phone, so that a stolen password is not enough."
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
      ) : (
        <Loaded query={factor} rows={1}>
          {(data) => (data.enabled ? <Enabled factor={data} onCodes={setCodes} /> : <Disabled onCodes={setCodes} />)}
        </Loaded>
      )}
    </Card>
  );
}

interface ShowsCodes {
  onCodes: (codes: readonly string[]) => void;
}

function Disabled({ onCodes }: ShowsCodes) {
  const enrol = useEndpointMutation(enrolSecondFactor);
  if (enrol.data) return <SetUpApp enrolment={enrol.data} onCodes={onCodes} onCancel={() => enrol.reset()} />;
  return (
    <div className="grid justify-items-start gap-4">
      <FormError error={enrol.error} />
      <Button variant="primary" busy={enrol.isPending} onClick={() => enrol.mutate({})}>
        Set up an app
      </Button>
    </div>
  );
}

function Enabled({ factor, onCodes }: { factor: Factor } & ShowsCodes) {
  const [asking, setAsking] = useState(false);
  const renew = useEndpointMutation(renewRecoveryCodes, {
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    invalidates: [getSecondFactor],
  });
  const disable = useEndpointMutation(disableSecondFactor, {
    onSuccess: () => {
      setAsking(false);
      toast('Second factor turned off');
    },
    invalidates: [getSecondFactor, listSessions],
  });
  const left = factor.recoveryCodesLeft;
  return (
    <div className="grid gap-4">
      <p>
        An authenticator app is set up{factor.enabledAt && <> since {formatDay(factor.enabledAt.slice(0, 10))}</>}.{' '}
        {left === 1 ? 'One recovery code is left.' : `${left} recovery codes are left.`}
      </p>
      {left < 3 && <Notice tone="attention">Make new recovery codes before the last one is used.</Notice>}
      <FormError error={renew.error} />
      <div className="flex flex-wrap gap-2">
        <Button busy={renew.isPending} onClick={() => renew.mutate({})}>
          New recovery codes
        </Button>
        <Button variant="danger" onClick={() => setAsking(true)}>
          Turn off
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Turn the second factor off?"
        confirmLabel="Turn off"
        onConfirm={() => disable.mutate({})}
        busy={disable.isPending}
        error={<FormError error={disable.error} />}
      >
        Your password alone will be enough to log in, and your other sessions end.
      </ConfirmDialog>
    </div>
  );
}
