import { useState } from 'react';
import { createApiKey, listApiKeys } from '#contract/areas/api-keys.ts';
import { KEY_SCOPE_NAMES, KEY_SCOPES } from '#contract/key-scopes.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { Button } from '@/ui/button.tsx';
import { Checkbox, Field, FieldGroup, Input, Select, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';

const DAY_MS = 86_400_000;
const LIVES = [
  { days: 90, label: 'After 90 days' },
  { days: 30, label: 'After 30 days' },
  { days: 365, label: 'After a year' },
  { days: 0, label: 'Never' },
] as const;

/** The form of a new key; what it may do is explained scope by scope. */
export function CreateApiKey(props: {
  workspaceId: string;
  onCreated: (name: string, secret: string) => void;
  onCancel: () => void;
}) {
  const form = useSchemaForm(createApiKey.body, { name: '', scopes: [], ipAllowList: [] });
  const [days, setDays] = useState<number>(LIVES[0].days);
  const mutation = useEndpointMutation(createApiKey, {
    invalidates: [listApiKeys],
    onSuccess: ({ apiKey, secret }) => props.onCreated(apiKey.name, secret),
  });
  const submit = form.handleSubmit(async (values) => {
    const expiresAt = days === 0 ? null : new Date(serverNowMs() + days * DAY_MS).toISOString();
    await mutation
      .mutateAsync({ params: { workspaceId: props.workspaceId }, body: { ...values, expiresAt } })
      .catch((error: unknown) => placeIssues(form, error));
  });
  const { ipAllowList } = form.formState.errors;
  const badNetwork = Array.isArray(ipAllowList) ? ipAllowList.find(Boolean)?.message : ipAllowList?.message;
  return (
    <Card title="New API key" className="mb-5">
      <form onSubmit={submit} noValidate className="grid max-w-3xl gap-5">
        <Field label="Name" hint="What uses it, so that you know it again." error={errorAt(form, 'name')}>
          <Input autoComplete="off" {...form.register('name')} />
        </Field>
        <FieldGroup
          legend="Scopes"
          hint="What the key may do. Whatever binds you, moves money or is about people takes someone who is signed in."
          error={errorAt(form, 'scopes')}
        >
          <div className="grid gap-x-6 sm:grid-cols-2">
            {KEY_SCOPE_NAMES.map((scope) => (
              <Checkbox key={scope} value={scope} {...form.register('scopes')}>
                <code className="font-semibold text-ink">{scope}</code>
                <span className="block">{KEY_SCOPES[scope]}</span>
              </Checkbox>
            ))}
          </div>
        </FieldGroup>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label="Only from these networks"
            hint="Addresses or networks, one on each line. Empty: from everywhere."
            error={badNetwork}
            optional
          >
            <Textarea
              rows={3}
              placeholder={'203.0.113.7\n2001:db8::/32'}
              {...form.register('ipAllowList', { setValueAs: linesOf })}
            />
          </Field>
          <Field label="Ends">
            <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {LIVES.map((life) => (
                <option key={life.days} value={life.days}>
                  {life.label}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <FormError error={mutation.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Create key
          </Button>
          <Button onClick={props.onCancel}>Cancel</Button>
        </div>
      </form>
    </Card>
  );
}

function linesOf(value: unknown): unknown {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value;
}
