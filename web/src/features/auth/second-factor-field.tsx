import type { ComponentProps } from 'react';
import { ApiError } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';

/** By what kinds of code somebody can show their second factor. */
export interface FactorWays {
  hasApp: boolean;
  /** The last digits of the number that codes can be sent to. */
  phoneEndsIn: string | null;
}

/** A code of the authenticator app, from an SMS, or a recovery code. */
export function SecondFactorField({
  error,
  ways,
  ...props
}: ComponentProps<typeof Input> & { error: string | undefined; ways: FactorWays }) {
  return (
    <Field label={labelOf(ways)} hint={hintOf(ways)} error={error}>
      <Input
        {...props}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        className="tabular-nums"
      />
    </Field>
  );
}

function labelOf({ hasApp, phoneEndsIn }: FactorWays): string {
  if (phoneEndsIn === null) return hasApp ? 'Code from your authenticator app' : 'Recovery code';
  return hasApp ? 'Code from your app or an SMS' : 'Code from the SMS';
}

function hintOf({ hasApp, phoneEndsIn }: FactorWays): string {
  // Set up by SMS only, where no codes are sent any more.
  if (!hasApp && phoneEndsIn === null) return 'No codes are sent by SMS here any more.';
  return `Without the ${hasApp ? 'app' : 'phone'}, enter one of your recovery codes.`;
}

/** Has a code sent by SMS, and says where it went; nothing for who has no phone set up. */
export function TextCode(props: {
  ways: FactorWays;
  busy: boolean;
  isSent: boolean;
  error: ApiError | null;
  onSend: () => void;
}) {
  const { phoneEndsIn } = props.ways;
  if (phoneEndsIn === null) return null;
  return (
    <div className="grid justify-items-start gap-3">
      {props.isSent && (
        <p role="status" className="text-soft">
          We sent six digits to the number that ends in {phoneEndsIn}. They are good for five minutes.
        </p>
      )}
      <FormError error={props.error} />
      {/* A field that lost the focus to it would complain, and its complaint would move the button away from under the pointer. */}
      <Button size="small" busy={props.busy} onMouseDown={(event) => event.preventDefault()} onClick={props.onSend}>
        {props.isSent ? 'Send another code' : `Send a code to the number that ends in ${phoneEndsIn}`}
      </Button>
    </div>
  );
}

const CODE_PROBLEMS: readonly string[] = ['wrong_code', 'code_used', 'code_expired', 'second_factor_required'];

/** Whether it is the code of the second factor that was refused, or that is missing. */
export function isCodeProblem(error: unknown): error is ApiError {
  return error instanceof ApiError && CODE_PROBLEMS.includes(error.code);
}
