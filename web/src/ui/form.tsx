import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  get,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type * as z from 'zod/mini';
import { ApiError, explain } from '../api/problem.ts';
import { configureValidation } from '../api/validation-messages.ts';
import { Notice } from './feedback.tsx';

// Every form comes through here, so no schema is used before its messages are set.
configureValidation();

// biome-ignore lint/suspicious/noExplicitAny: a bound every object schema satisfies
type ObjectSchema = z.ZodMiniType<any, any>;

/** A form on a schema of the contract: the same rules as the server's, told after the first visit to a field. */
export function useSchemaForm<S extends ObjectSchema>(
  schema: S,
  defaultValues: DefaultValues<z.input<S>>,
): UseFormReturn<z.input<S>, unknown, z.output<S>> {
  return useForm<z.input<S>, unknown, z.output<S>>({
    resolver: standardSchemaResolver(schema as never) as never,
    defaultValues,
    mode: 'onTouched',
  });
}

/** The message of a field by its dotted path, also inside lists. */
export function errorAt<V extends FieldValues>(
  form: UseFormReturn<V, unknown, never>,
  path: string,
): string | undefined;
export function errorAt(form: { formState: { errors: object } }, path: string): string | undefined;
export function errorAt(form: { formState: { errors: object } }, path: string): string | undefined {
  const error = get(form.formState.errors, path) as { message?: string; root?: { message?: string } } | undefined;
  return error?.message ?? error?.root?.message;
}

/** Puts the field issues of a refused request at their fields; the first one gets the focus. */
export function placeIssues<V extends FieldValues>(
  form: Pick<UseFormReturn<V>, 'setError' | 'setFocus'>,
  error: unknown,
  rename: (path: string) => string = (path) => path,
): void {
  if (!(error instanceof ApiError)) return;
  error.issues.forEach((issue, index) => {
    if (issue.path)
      form.setError(
        rename(issue.path) as FieldPath<V>,
        { type: 'server', message: issue.message },
        { shouldFocus: index === 0 },
      );
  });
}

/** Above the send button: what went wrong with the whole; with the reference for support when it is our fault. */
export function FormError({ error }: { error: ApiError | null }) {
  if (!error) return null;
  const loose = error.issues.filter((issue) => !issue.path);
  const title = error.issues.length > 0 ? 'Some fields need another look.' : explain(error);
  return (
    <Notice tone="bad" title={title}>
      {loose.map((issue) => (
        <p key={issue.message}>{issue.message}</p>
      ))}
      {error.status >= 500 && error.correlationId && <p className="break-all">Reference: {error.correlationId}</p>}
    </Notice>
  );
}

/** For optional text fields that the contract keeps as null. */
export const emptyIsNull = {
  setValueAs: (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value),
};

/** For optional text fields: an empty one is absent, not an empty text. */
export const emptyIsAbsent = {
  setValueAs: (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
};
