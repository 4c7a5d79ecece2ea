import { type ReactNode, useState } from 'react';
import { listSessions } from '#contract/areas/sessions.ts';
import {
  disableSecondFactor,
  enrolSecondFactor,
  getSecondFactor,
  removePhone,
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
import { SetUpPhone } from './set-up-phone.tsx';

type Factor = OutputOf<typeof getSecondFactor>;

/** The second factor of the log-in: setting an app or a phone up, recovery codes, and doing without. */
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
      lead="Log-in also asks for a code that only your phone has, so that a stolen password is not enough."
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
      ) : (
        <Loaded query={factor} rows={1}>
          {(data) => <Ways factor={data} onCodes={setCodes} />}
        </Loaded>
      )}
    </Card>
  );
}

interface Shown {
  factor: Factor;
  onCodes: (codes: readonly string[]) => void;
}

/** What is set up, and what can be; while one of them is being set up, that alone. */
function Ways({ factor, onCodes }: Shown) {
  const [isPhoneBegun, setPhoneBegun] = useState(false);
  const enrol = useEndpointMutation(enrolSecondFactor);
  const { enabled, hasApp, phone, smsOffered } = factor;
  if (enrol.data) return <SetUpApp enrolment={enrol.data} onCodes={onCodes} onCancel={() => enrol.reset()} />;
  if (isPhoneBegun) return <SetUpPhone onCodes={onCodes} onCancel={() => setPhoneBegun(false)} />;
  return (
    <div className="grid gap-4">
      {enabled && <Enabled factor={factor} />}
      <FormError error={enrol.error} />
      <div className="flex flex-wrap gap-2">
        {!hasApp && (
          <Button variant={enabled ? 'secondary' : 'primary'} busy={enrol.isPending} onClick={() => enrol.mutate({})}>
            Set up an app
          </Button>
        )}
        {smsOffered && !phone && (
          <Button onClick={() => setPhoneBegun(true)}>{enabled ? 'Add a phone' : 'Use SMS instead'}</Button>
        )}
        {enabled && <OfFactor onCodes={onCodes} />}
      </div>
    </div>
  );
}

function Enabled({ factor: { enabledAt, hasApp, phone, smsOffered, recoveryCodesLeft: left } }: { factor: Factor }) {
  return (
    <>
      <p>
        {hasApp && <>An authenticator app is set up{enabledAt && <> since {formatDay(enabledAt.slice(0, 10))}</>}. </>}
        {left === 1 ? 'One recovery code is left.' : `${left} recovery codes are left.`}
      </p>
      {phone && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p>
            Codes are sent by SMS to the number that ends in <strong className="font-semibold">{phone.endsIn}</strong>,
            since {formatDay(phone.addedAt.slice(0, 10))}.
          </p>
          <RemovePhone last={!hasApp} />
        </div>
      )}
      {!hasApp && <Notice tone="neutral">Codes by SMS can be intercepted: an authenticator app is safer.</Notice>}
      {phone && !smsOffered && (
        <Notice tone="attention">No codes are sent by SMS here at the moment. Set up an app.</Notice>
      )}
      {left < 3 && <Notice tone="attention">Make new recovery codes before the last one is used.</Notice>}
    </>
  );
}

/** A button that asks before something of the second factor is gone. */
function Ending(props: {
  mutation: typeof disableSecondFactor | typeof removePhone;
  label: string;
  title: string;
  confirmLabel: string;
  done: string;
  children: ReactNode;
}) {
  const [asking, setAsking] = useState(false);
  const end = useEndpointMutation(props.mutation, {
    onSuccess: () => {
      setAsking(false);
      toast(props.done);
    },
    invalidates: [getSecondFactor, listSessions],
  });
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {props.label}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={props.title}
        confirmLabel={props.confirmLabel}
        onConfirm={() => end.mutate({})}
        busy={end.isPending}
        error={<FormError error={end.error} />}
      >
        {props.children}
      </ConfirmDialog>
    </>
  );
}

function RemovePhone({ last }: { last: boolean }) {
  return (
    <Ending
      mutation={removePhone}
      label="Remove the phone"
      title="Remove the phone?"
      confirmLabel="Remove"
      done="Phone removed; your other sessions have ended"
    >
      {last
        ? 'It is your only second factor: your password alone will be enough to log in. Your other sessions end.'
        : 'Your authenticator app stays, and your other sessions end.'}
    </Ending>
  );
}

function OfFactor({ onCodes }: Pick<Shown, 'onCodes'>) {
  const renew = useEndpointMutation(renewRecoveryCodes, {
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    invalidates: [getSecondFactor],
  });
  return (
    <>
      <Button busy={renew.isPending} onClick={() => renew.mutate({})}>
        New recovery codes
      </Button>
      <Ending
        mutation={disableSecondFactor}
        label="Turn off"
        title="Turn the second factor off?"
        confirmLabel="Turn off"
        done="Second factor turned off"
      >
        Your password alone will be enough to log in, and your other sessions end.
      </Ending>
      <FormError error={renew.error} />
    </>
  );
}
