import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { getPreferences, type NotificationPreferences, putPreferences } from '#contract/areas/preferences.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Checkbox, Field, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { AccountTabs } from '../account-tabs.tsx';
import { type KindEdit, PreferenceGroup } from './preference-group.tsx';

type Preferences = z.output<typeof NotificationPreferences>;
type Quiet = NonNullable<Preferences['quietHours']>;

const LINK = 'font-medium text-accent underline underline-offset-4 hover:text-accent-strong';

/** By which channels one is told what, when not, and what comes together. */
export function EditPreferences() {
  const preferences = useEndpoint(getPreferences, {});
  return (
    <>
      <PageHeader title="Notifications" lead="What reaches you how, and when it had better not." />
      <AccountTabs />
      <Loaded query={preferences} rows={6}>
        {(saved) => <Preferences key={saved.version} saved={saved} />}
      </Loaded>
    </>
  );
}

function Preferences({ saved }: { saved: Preferences }) {
  const [wished, setWished] = useState(saved);
  const mutation = useEndpointMutation(putPreferences, {
    onSuccess: (answer) => {
      remember(getPreferences, {}, answer);
      toast('Your choice is saved');
    },
  });
  const isChanged = JSON.stringify(wished) !== JSON.stringify(saved);
  const edit = (kinds: readonly string[], change: KindEdit) => setWished(edited(wished, new Set(kinds), change));
  return (
    <div className="grid max-w-3xl gap-5">
      <Hours wished={wished} onChange={(change) => setWished({ ...wished, ...change })} />
      <Card title="What comes how" lead="In the app, by e-mail, and by SMS where you want that as well.">
        <SmsHint sms={wished.sms} />
        <div className="grid gap-2">
          {wished.groups.map((group) => (
            <PreferenceGroup key={group.group} group={group} mayText={mayText(wished)} onEdit={edit} />
          ))}
        </div>
      </Card>
      <div className="sticky bottom-16 z-10 flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-4 shadow-card md:bottom-4">
        <Button
          variant="primary"
          busy={mutation.isPending}
          disabled={!isChanged}
          onClick={() => mutation.mutate({ body: bodyOf(wished) })}
        >
          Save
        </Button>
        <Button disabled={!isChanged} onClick={() => setWished(saved)}>
          Undo
        </Button>
        <span className="text-small text-faint">{isChanged ? 'Not saved yet' : 'Everything is saved'}</span>
        <FormError error={mutation.error} />
      </div>
    </div>
  );
}

const mayText = ({ sms }: Preferences) => sms.isOffered && sms.endsIn !== null;

function edited(preferences: Preferences, kinds: ReadonlySet<string>, change: KindEdit): Preferences {
  const groups = preferences.groups.map((group) => ({
    ...group,
    kinds: group.kinds.map((one) => (kinds.has(one.kind) ? { ...one, ...change } : one)),
  }));
  return { ...preferences, groups };
}

/** All that is shown: the server keeps what differs. */
function bodyOf({ groups, quietHours, digest, version }: Preferences) {
  const kinds = groups.flatMap((group) =>
    group.kinds.map(({ kind, app, mail, sms }) => ({ kind, app, mail, ...(sms ? { sms } : {}) })),
  );
  return { version, kinds, quietHours, digest };
}

function SmsHint({ sms }: Pick<Preferences, 'sms'>) {
  if (!sms.isOffered) return null;
  return (
    <p className="mb-4 text-small text-soft">
      {sms.endsIn === null ? (
        <>
          For SMS,{' '}
          <Link to="/account/security" className={LINK}>
            set up a phone number
          </Link>{' '}
          first.
        </>
      ) : (
        `SMS go to your number that ends in ${sms.endsIn}, at most twenty a day.`
      )}
    </p>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const NIGHT: Quiet = { fromHour: 22, untilHour: 7 };

function Hours({
  wished: { quietHours, digest, timezone },
  onChange,
}: {
  wished: Preferences;
  onChange: (change: Partial<Pick<Preferences, 'quietHours' | 'digest'>>) => void;
}) {
  return (
    <Card
      title="When"
      lead={
        <>
          By the clock of {timezone.replaceAll('_', ' ')}.{' '}
          <Link to="/account" className={LINK}>
            Change your time zone
          </Link>
        </>
      }
    >
      <div className="grid gap-5">
        <div>
          <Checkbox
            checked={quietHours !== null}
            onChange={(event) => onChange({ quietHours: event.target.checked ? NIGHT : null })}
          >
            <span className="block font-medium text-ink">Quiet hours</span>
            No mail and no SMS in them, but for the safety of your account. What happens is sent when they are over.
          </Checkbox>
          {quietHours && (
            <div className="mt-3 grid grid-cols-2 gap-4 sm:max-w-sm">
              <HourField
                label="From"
                hour={quietHours.fromHour}
                onChange={(fromHour) => onChange({ quietHours: { ...quietHours, fromHour } })}
              />
              <HourField
                label="Until"
                hour={quietHours.untilHour}
                onChange={(untilHour) => onChange({ quietHours: { ...quietHours, untilHour } })}
              />
            </div>
          )}
        </div>
        <div>
          <p className="text-small font-medium">Mails that come once a day or a week</p>
          <p className="text-small text-soft">
            In one mail, by campaign. Nothing is sent when there is nothing to say.
          </p>
          <div className="mt-3 grid grid-cols-2 gap-4 sm:max-w-sm">
            <HourField label="At" hour={digest.hour} onChange={(hour) => onChange({ digest: { ...digest, hour } })} />
            <Field label="Once a week on">
              <Select
                value={digest.weekday}
                onChange={(event) => onChange({ digest: { ...digest, weekday: Number(event.target.value) } })}
              >
                {DAYS.map((day, index) => (
                  <option key={day} value={index + 1}>
                    {day}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        </div>
      </div>
    </Card>
  );
}

function HourField({ label, hour, onChange }: { label: string; hour: number; onChange: (hour: number) => void }) {
  return (
    <Field label={label}>
      <Select value={hour} onChange={(event) => onChange(Number(event.target.value))}>
        {HOURS.map((one) => (
          <option key={one} value={one}>
            {`${one}`.padStart(2, '0')}:00
          </option>
        ))}
      </Select>
    </Field>
  );
}
