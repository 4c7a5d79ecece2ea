import { listSessions } from '#contract/areas/sessions.ts';
import { type enrolSecondFactor, getSecondFactor, verifySecondFactor } from '#contract/areas/two-factor.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { isCodeProblem } from '@/features/auth/second-factor-field.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { QrCode } from './qr-code.tsx';

/** Shows the secret to the app, and takes its first code. */
export function SetUpApp(props: {
  enrolment: OutputOf<typeof enrolSecondFactor>;
  onCodes: (codes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { challenge, secret, otpauthUri } = props.enrolment;
  const form = useSchemaForm(verifySecondFactor.body, { challenge, code: '' });
  const mutation = useEndpointMutation(verifySecondFactor, {
    onSuccess: (answer) => {
      if ('recoveryCodes' in answer) props.onCodes(answer.recoveryCodes);
    },
    invalidates: [getSecondFactor, listSessions],
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => {
      if (isCodeProblem(error)) form.setError('code', { message: error.message }, { shouldFocus: true });
      else placeIssues(form, error);
    });
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-6 sm:grid-cols-[auto_minmax(0,1fr)]">
      <QrCode text={otpauthUri} label="QR code for your authenticator app" />
      <div className="grid content-start gap-5">
        <p className="text-soft">
          Scan this with an authenticator app, or{' '}
          <a href={otpauthUri} className="font-medium text-accent underline underline-offset-4">
            open it in the app
          </a>{' '}
          of this device. By hand, enter <code className="font-mono text-small text-ink">{inGroups(secret)}</code>.
        </p>
        <Field label="Code that the app shows" error={errorAt(form, 'code')}>
          <Input
            {...form.register('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            className="tabular-nums"
          />
        </Field>
        <FormError error={isCodeProblem(mutation.error) ? null : mutation.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Turn on
          </Button>
          <Button variant="ghost" onClick={props.onCancel}>
            Not now
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Four letters at a time, as people read them out. */
function inGroups(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}
