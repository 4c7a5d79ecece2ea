import { Link, useNavigate } from '@tanstack/react-router';
import { type ComponentProps, useState } from 'react';
import { logIn, resendCode } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { beginSession } from '../begin-session.ts';
import { handedEmail, handedMessage, handOn } from '../handed-on.ts';
import { PasswordInput } from '../password-input.tsx';
import { logInRoute } from '../routes.ts';
import { ProviderButtons } from '../social/provider-buttons.tsx';
import { EnterCode } from './enter-code.tsx';

export function LogIn() {
  const navigate = useNavigate();
  const { next } = logInRoute.useSearch();
  const form = useSchemaForm(logIn.body, { email: handedEmail(), password: '' });
  const [asked, setAsked] = useState<ComponentProps<typeof EnterCode>['asked']>();
  const begin = (answer: Parameters<typeof beginSession>[0]) => beginSession(answer, navigate, next);
  const mutation = useEndpointMutation(logIn, {
    onSuccess: async (answer) => {
      if ('accessToken' in answer) await begin(answer);
      else setAsked(answer);
    },
  });
  const submit = form.handleSubmit(async (body) => {
    try {
      await mutation.mutateAsync({ body });
    } catch (error) {
      placeIssues(form, error);
      if (error instanceof Error && 'code' in error && error.code === 'account_not_confirmed')
        await askForCode(body.email);
    }
  });
  async function askForCode(email: string) {
    handOn(email);
    await api.call(resendCode, { body: { email } }).catch(() => undefined);
    await navigate({ to: '/confirm-email' });
  }
  if (asked) {
    const startAgain = () => {
      setAsked(undefined);
      form.setValue('password', '');
    };
    return <EnterCode asked={asked} proved="Your password is right." onBegun={begin} onBack={startAgain} />;
  }
  const message = handedMessage() ?? (next ? 'Log in to go on where you were.' : undefined);
  return (
    <AuthFrame
      title="Log in"
      foot={
        <>
          New here?{' '}
          <Link to="/sign-up" className={LINK}>
            Open an account
          </Link>
        </>
      }
    >
      <ProviderButtons next={next} />
      <form onSubmit={submit} noValidate className="grid gap-5">
        {message && !mutation.error && <Notice tone="good">{message}</Notice>}
        <Field label="E-mail" error={errorAt(form, 'email')}>
          <Input type="email" autoComplete="username" inputMode="email" {...form.register('email')} />
        </Field>
        <Field label="Password" error={errorAt(form, 'password')}>
          <PasswordInput autoComplete="current-password" {...form.register('password')} />
        </Field>
        <FormError error={mutation.error} />
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Log in
        </Button>
        <Link
          to="/forgot-password"
          onClick={() => handOn(form.getValues('email') ?? '')}
          className={`${LINK} justify-self-start text-small`}
        >
          Forgot your password?
        </Link>
      </form>
    </AuthFrame>
  );
}
