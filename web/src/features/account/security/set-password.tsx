import { setPassword } from '#contract/areas/credentials.ts';
import { listIdentities } from '#contract/areas/identities.ts';
import { listSessions } from '#contract/areas/sessions.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import type { User } from '@/api/session.ts';
import { PasswordInput, PasswordStrength } from '@/features/auth/password-input.tsx';
import { Button } from '@/ui/button.tsx';
import { Field } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';

/** The first password of who has logged in by a provider alone. */
export function SetPassword({ user }: { user: User }) {
  const form = useSchemaForm(setPassword.body, { newPassword: '' });
  const mutation = useEndpointMutation(setPassword, {
    onSuccess: () => toast('Password set; your other sessions have ended'),
    invalidates: [listIdentities, listSessions],
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title="Password" lead="You have none. With one you can also log in without your provider.">
      <form onSubmit={submit} noValidate className="grid gap-5">
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <Field
          label="New password"
          error={errorAt(form, 'newPassword')}
          hint={<PasswordStrength password={form.watch('newPassword') ?? ''} personal={[user.name, user.email]} />}
        >
          <PasswordInput autoComplete="new-password" {...form.register('newPassword')} />
        </Field>
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Set password
          </Button>
        </div>
      </form>
    </Card>
  );
}
