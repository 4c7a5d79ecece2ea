import { useEffect } from 'react';
import type * as z from 'zod/mini';
import type { LogInChallenge } from '#contract/areas/auth.ts';
import { textCode, verifySecondFactor } from '#contract/areas/two-factor.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { isCodeProblem, SecondFactorField, TextCode } from '../second-factor-field.tsx';

type Begun = Extract<OutputOf<typeof verifySecondFactor>, { accessToken: string }>;

/** The second step of a log-in: the password was right or a provider vouched for the person, now the code. */
export function EnterCode(props: {
  asked: z.output<typeof LogInChallenge>;
  /** What the first step was. */
  proved: string;
  onBegun: (answer: Begun) => Promise<void>;
  onBack: () => void;
}) {
  const { challenge } = props.asked;
  const form = useSchemaForm(verifySecondFactor.body, { challenge, code: '' });
  const text = useEndpointMutation(textCode, {
    onSuccess: () => {
      form.clearErrors('code');
      setFocus('code');
    },
  });
  const { setFocus } = form;
  useEffect(() => setFocus('code'), [setFocus]);
  const mutation = useEndpointMutation(verifySecondFactor, {
    onSuccess: async (answer) => {
      if ('accessToken' in answer) await props.onBegun(answer);
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => {
      if (isCodeProblem(error)) form.setError('code', { message: error.message }, { shouldFocus: true });
      else placeIssues(form, error);
    });
  });
  return (
    <AuthFrame
      title="Enter your code"
      lead={`${props.proved} Your log-in also asks for a second factor.`}
      foot={
        <button type="button" className={LINK} onClick={props.onBack}>
          Begin again
        </button>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-5">
        <SecondFactorField {...form.register('code')} error={errorAt(form, 'code')} ways={props.asked} />
        <TextCode
          ways={props.asked}
          isSent={text.data !== undefined}
          busy={text.isPending}
          error={text.error}
          onSend={() => text.mutate({ body: { challenge } })}
        />
        <FormError error={isCodeProblem(mutation.error) ? null : mutation.error} />
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Log in
        </Button>
      </form>
    </AuthFrame>
  );
}
