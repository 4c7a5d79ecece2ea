import { useState } from 'react';
import { getMe } from '#contract/areas/auth.ts';
import { confirmEmailChange, requestEmailChange } from '#contract/areas/credentials.ts';
import { listSessions } from '#contract/areas/sessions.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { session, type User } from '@/api/session.ts';
import { CodeField, codeProblem, placeCodeProblem } from '@/features/auth/code-field.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';

export function ChangeEmail({ user }: { user: User }) {
  const [waiting, setWaiting] = useState<string>();
  return (
    <Card title="E-mail" lead={<span className="break-all">You log in with {user.email}.</span>}>
      {waiting ? (
        <ConfirmAddress email={waiting} user={user} onEnd={() => setWaiting(undefined)} />
      ) : (
        <AskAddress onSent={setWaiting} />
      )}
    </Card>
  );
}

function AskAddress({ onSent }: { onSent: (email: string) => void }) {
  const form = useSchemaForm(requestEmailChange.body, { email: '' });
  const mutation = useEndpointMutation(requestEmailChange, { onSuccess: (_, { body }) => onSent(body.email) });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field
        label="New e-mail"
        hint="We mail a code to it; until you enter that, nothing changes."
        error={errorAt(form, 'email')}
      >
        <Input type="email" autoComplete="email" inputMode="email" {...form.register('email')} />
      </Field>
      <FormError error={mutation.error} />
      <div>
        <Button type="submit" busy={mutation.isPending}>
          Send the code
        </Button>
      </div>
    </form>
  );
}

function ConfirmAddress({ email, user, onEnd }: { email: string; user: User; onEnd: () => void }) {
  const form = useSchemaForm(confirmEmailChange.body, { email, code: '' });
  const mutation = useEndpointMutation(confirmEmailChange, {
    onSuccess: () => {
      session.update({ ...user, email });
      toast('E-mail changed; your other sessions have ended');
      onEnd();
    },
    invalidates: [getMe, listSessions],
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeCodeProblem(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <p className="text-soft">
        We sent six digits to <strong className="font-semibold break-all text-ink">{email}</strong>. They are good for
        ten minutes.
      </p>
      <CodeField {...form.register('code')} error={errorAt(form, 'code')} />
      <FormError error={codeProblem(mutation.error) ? null : mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Change e-mail
        </Button>
        <Button variant="ghost" onClick={onEnd}>
          Use another address
        </Button>
      </div>
    </form>
  );
}
