import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { createTask, deleteTask, listTasks, updateTask } from '#contract/areas/tasks.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import type { ItemOf } from '@/api/types.ts';
import { useTeam } from '@/features/approvals/use-team.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { MemberOptions } from '../member-options.tsx';

type Task = ItemOf<OutputOf<typeof listTasks>>;

/** What is to do in the workspace, by hand or by rule. */
export function ListTasks() {
  const [state, setState] = useState<'open' | 'done'>('open');
  const tasks = useEndpointPages(
    listTasks,
    { query: { limit: 50, state } },
    { keyOf: ({ taskId }) => taskId },
    { keepPrevious: true },
  );
  const mayWrite = useMay('task:write');
  return (
    <>
      <PageHeader title="Tasks" lead="What is to do, for one of you or for anybody. Rules add tasks by themselves." />
      <div className="grid max-w-4xl gap-5">
        {/* Once the list is read: what is added while it is would not be among it. */}
        {mayWrite && tasks.items && <AddTask />}
        <Choice label="Show">
          <Select
            className="max-w-xs"
            value={state}
            onChange={({ target }) => setState(target.value as 'open' | 'done')}
          >
            <option value="open">To do</option>
            <option value="done">Done</option>
          </Select>
        </Choice>
        <LoadedPages
          query={tasks}
          empty={
            <EmptyState icon="check" title={state === 'open' ? 'Nothing to do' : 'Nothing is done yet'}>
              {state === 'open' ? 'Tasks that you or your rules add appear here.' : 'What you finish appears here.'}
            </EmptyState>
          }
        >
          {(items) => (
            <ul className="grid gap-3">
              {inOrder(items).map((task) => (
                <li key={task.taskId}>
                  <TaskRow task={task} mayWrite={mayWrite} />
                </li>
              ))}
            </ul>
          )}
        </LoadedPages>
      </div>
    </>
  );
}

/** What is due first comes first; what is not due, last. */
function inOrder(tasks: readonly Task[]): Task[] {
  const dueOf = ({ dueOn }: Task) => dueOn ?? '9999';
  return [...tasks].sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
}

function AddTask() {
  const form = useSchemaForm(createTask.body, { title: '' });
  const { members } = useTeam();
  const addition = useEndpointMutation(createTask, { invalidates: [listTasks], onSuccess: () => form.reset() });
  const submit = form.handleSubmit(async (body) => {
    await addition.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title="New task">
      <form onSubmit={submit} noValidate className="grid items-start gap-3 sm:grid-cols-[1fr_11rem_11rem_auto]">
        <Field label="What is to do" error={errorAt(form, 'title')}>
          <Input autoComplete="off" {...form.register('title')} />
        </Field>
        <Field label="Due on" error={errorAt(form, 'dueOn')} optional>
          <Input type="date" {...form.register('dueOn', emptyIsAbsent)} />
        </Field>
        <Field label="For whom" error={errorAt(form, 'assigneeId')}>
          <Select {...form.register('assigneeId', emptyIsAbsent)}>
            <MemberOptions members={members} />
          </Select>
        </Field>
        <Button type="submit" variant="primary" busy={addition.isPending} className="sm:mt-6.5">
          Add
        </Button>
      </form>
      <FormError error={addition.error} />
    </Card>
  );
}

function TaskRow({ task, mayWrite }: { task: Task; mayWrite: boolean }) {
  const { taskId, title, state, campaignId, campaignTitle, dueOn, assigneeId, ruleId } = task;
  const { nameOf } = useTeam();
  const params = { taskId };
  const change = useEndpointMutation(updateTask, { invalidates: [listTasks] });
  const deletion = useEndpointMutation(deleteTask, { invalidates: [listTasks] });
  const about = [
    dueOn ? `Due ${formatDay(dueOn)}` : '',
    assigneeId === null ? 'For anybody' : `For ${nameOf(assigneeId)}`,
    ruleId === null ? '' : 'Added by a rule',
  ].filter(Boolean);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface p-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium wrap-anywhere">{title}</p>
        <p className="mt-0.5 text-small text-faint">{about.join(' · ')}</p>
        {campaignId !== null && (
          <Link
            to="/campaigns/$campaignId"
            params={{ campaignId }}
            className="text-small wrap-anywhere text-accent underline underline-offset-4"
          >
            {campaignTitle ?? 'The campaign'}
          </Link>
        )}
        <FormError error={change.error ?? deletion.error} />
      </div>
      {mayWrite && (
        <div className="flex items-center gap-1">
          <Button
            size="small"
            icon={state === 'open' ? 'check' : 'left'}
            busy={change.isPending}
            aria-label={state === 'open' ? `Finish “${title}”` : `Open “${title}” again`}
            onClick={() => change.mutate({ params, body: { state: state === 'open' ? 'done' : 'open' } })}
          >
            {state === 'open' ? 'Done' : 'Open again'}
          </Button>
          <IconButton icon="trash" label={`Delete “${title}”`} onClick={() => deletion.mutate({ params })} />
        </div>
      )}
    </div>
  );
}
