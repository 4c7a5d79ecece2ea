import { changePassword } from '#contract/areas/credentials.ts';
import { listSessions, stepUp } from '#contract/areas/sessions.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { ApiError } from '@/api/problem.ts';
import type { User } from '@/api/session.ts';
import { PasswordInput, PasswordStrength } from '@/features/auth/password-input.tsx';
import { Button } from '@/ui/button.tsx';
import { Field } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';

export function ChangePassword({ user }: { user: User }) {
  const form = useSchemaForm(changePassword.body, { currentPassword: '', newPassword: '' });
  const mutation = useEndpointMutation(changePassword, {
    onSuccess: () => {
      form.reset();
      toast('Password changed; your other sessions have ended');
    },
    invalidates: [listSessions],
  });
  const submit = form.handleSubmit(async (body) => {
    if (!(await proveBy(body.currentPassword))) {
      form.setError('currentPassword', { message: 'This is not your password.' }, { shouldFocus: true });
      return;
    }
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title="Password" lead="Changing it ends your sessions on other devices.">
      <form onSubmit={submit} noValidate className="grid gap-5">
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <Field label="Current password" error={errorAt(form, 'currentPassword')}>
          <PasswordInput autoComplete="current-password" {...form.register('currentPassword')} />
        </Field>
        <Field
          label="New password"
          error={errorAt(form, 'newPassword')}
          hint={<PasswordStrength password={form.watch('newPassword') ?? ''} personal={[user.name, user.email]} />}
        >
          <PasswordInput autoComplete="new-password" {...form.register('newPassword')} />
        </Field>
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="primary" busy={mutation.isPending || form.formState.isSubmitting}>
            Change password
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** The password that was typed anyway proves who it is; false when it is wrong. Anything else the change itself will ask or say. */
async function proveBy(password: string): Promise<boolean> {
  try {
    await api.call(stepUp, { body: { password } });
    return true;
  } catch (error) {
    return !(error instanceof ApiError && error.code === 'wrong_password');
  }
}
