import type { enrolSecondFactor } from '#contract/areas/two-factor.ts';
import type { OutputOf } from '@/api/client.ts';
import { FirstCode } from './first-code.tsx';
import { QrCode } from './qr-code.tsx';

/** Shows the secret to the app, and takes its first code. */
export function SetUpApp(props: {
  enrolment: OutputOf<typeof enrolSecondFactor>;
  onCodes: (codes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { challenge, secret, otpauthUri } = props.enrolment;
  return (
    <div className="grid gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
      <QrCode text={otpauthUri} label="QR code for your authenticator app" />
      <div className="grid content-start gap-5">
        <p className="text-soft">
          Scan this with an authenticator app, or{' '}
          <a href={otpauthUri} className="font-medium text-accent underline underline-offset-4">
            open it in the app
          </a>{' '}
          of this device. By hand, enter <code className="font-mono text-small text-ink">{inGroups(secret)}</code>.
        </p>
        <FirstCode
          challenge={challenge}
          label="Code that the app shows"
          onCodes={props.onCodes}
          onCancel={props.onCancel}
        />
      </div>
    </div>
  );
}

/** Four letters at a time, as people read them out. */
function inGroups(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}
