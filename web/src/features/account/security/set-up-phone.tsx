import { useState } from 'react';
import { enrolPhone, textCode } from '#contract/areas/two-factor.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { TextCode } from '@/features/auth/second-factor-field.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { FirstCode } from './first-code.tsx';

type Texted = OutputOf<typeof enrolPhone>;

interface SetsUp {
  onCodes: (codes: readonly string[]) => void;
  onCancel: () => void;
}

/** Takes a phone number, and then the code that was sent to it. */
export function SetUpPhone(props: SetsUp) {
  const [texted, setTexted] = useState<Texted>();
  return texted ? <ConfirmNumber texted={texted} {...props} /> : <AskNumber onTexted={setTexted} {...props} />;
}

function AskNumber({ onTexted, onCancel }: { onTexted: (texted: Texted) => void } & SetsUp) {
  const form = useSchemaForm(enrolPhone.body, { number: '' });
  const mutation = useEndpointMutation(enrolPhone, { onSuccess: onTexted });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Notice tone="attention" title="An authenticator app is safer">
        Somebody may take a phone number over, or read an SMS on its way. Choose this if an app is not for you.
      </Notice>
      <Field label="Phone number" hint="With its country code, e.g. +49 151 23456789." error={errorAt(form, 'number')}>
        <Input type="tel" autoComplete="tel" inputMode="tel" {...form.register('number')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Send a code
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Not now
        </Button>
      </div>
    </form>
  );
}

function ConfirmNumber({ texted, onCodes, onCancel }: { texted: Texted } & SetsUp) {
  const { challenge, endsIn } = texted;
  const again = useEndpointMutation(textCode);
  return (
    <FirstCode challenge={challenge} label="Code from the SMS" onCodes={onCodes} onCancel={onCancel}>
      <TextCode
        ways={{ hasApp: false, phoneEndsIn: endsIn }}
        isSent
        busy={again.isPending}
        error={again.error}
        onSend={() => again.mutate({ body: { challenge } })}
      />
    </FirstCode>
  );
}
