import type * as z from 'zod/mini';
import type { NotificationPreferences } from '#contract/areas/preferences.ts';
import type { MailTiming } from '#domain/notice-plan.ts';
import { cx } from '@/ui/cx.ts';
import { Select } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';

type Group = z.output<typeof NotificationPreferences>['groups'][number];
type Kind = Group['kinds'][number];

/** What is to be otherwise about some kinds. */
export type KindEdit = Partial<Pick<Kind, 'app' | 'mail' | 'sms'>>;

const TIMING_WORDS: Record<MailTiming, string> = {
  now: 'At once',
  daily: 'Once a day',
  weekly: 'Once a week',
  never: 'Never',
};
const TIMINGS = Object.keys(TIMING_WORDS) as MailTiming[];

/** The columns of a row, where there is room for them beside each other. */
const ROW = 'sm:grid sm:grid-cols-[minmax(0,1fr)_3.5rem_9rem_3.5rem] sm:items-center sm:gap-4';

/** The kinds of one group, folded away until one looks at them. */
export function PreferenceGroup({
  group: { title, kinds },
  mayText,
  onEdit,
}: {
  group: Group;
  mayText: boolean;
  onEdit: (kinds: readonly string[], change: KindEdit) => void;
}) {
  const free = kinds.filter(({ locked }) => locked === null);
  const hasSms = kinds.some(({ sms }) => sms !== null);
  return (
    <details className="group rounded-control border border-line">
      <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 px-4 py-2 [&::-webkit-details-marker]:hidden">
        <Icon name="right" className="size-4 flex-none text-faint transition-transform group-open:rotate-90" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{title}</span>
          <span className="block text-small text-faint">{summaryOf(kinds)}</span>
        </span>
      </summary>
      <div className="border-t border-line px-4 pb-2">
        {free.length > 1 && (
          <div className="flex flex-wrap items-center gap-3 border-b border-line py-3 text-small text-soft">
            <span aria-hidden="true">All e-mails of these</span>
            <Select
              aria-label={`All e-mails about: ${title}`}
              className="w-40"
              value={commonTiming(free) ?? ''}
              onChange={(event) =>
                onEdit(
                  free.map(({ kind }) => kind),
                  { mail: event.target.value as MailTiming },
                )
              }
            >
              {!commonTiming(free) && <option value="">Different ones</option>}
              <TimingOptions />
            </Select>
          </div>
        )}
        <div aria-hidden="true" className={cx('hidden py-2 text-tiny font-semibold text-faint', ROW)}>
          <span />
          <span className="text-center">App</span>
          <span>E-mail</span>
          <span className="text-center">{hasSms && 'SMS'}</span>
        </div>
        <ul className="divide-y divide-line">
          {kinds.map((one) => (
            <Row key={one.kind} one={one} mayText={mayText} onEdit={(change) => onEdit([one.kind], change)} />
          ))}
        </ul>
      </div>
    </details>
  );
}

function Row({ one, mayText, onEdit }: { one: Kind; mayText: boolean; onEdit: (change: KindEdit) => void }) {
  const { says, app, mail, sms, locked, urgent } = one;
  return (
    <li className={cx('py-3', ROW)}>
      <div className="mb-2 min-w-0 text-small sm:mb-0">
        <p className="font-medium">{says}</p>
        {locked && (
          <p className="mt-0.5 flex items-start gap-1.5 text-faint">
            <Icon name="lock" className="mt-0.5 size-3.5 flex-none" />
            <span>
              Always told. {locked}
              {urgent && ' Also in quiet hours.'}
            </span>
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 sm:contents">
        <Tick
          label={`In the app: ${says}`}
          short="App"
          checked={app}
          disabled={locked !== null}
          onChange={(next) => onEdit({ app: next })}
        />
        <div className="flex items-center gap-2 text-small text-soft sm:block">
          <span aria-hidden="true" className="sm:hidden">
            E-mail
          </span>
          <Select
            aria-label={`E-mail: ${says}`}
            className="w-36"
            value={mail}
            disabled={locked !== null}
            onChange={(event) => onEdit({ mail: event.target.value as MailTiming })}
          >
            <TimingOptions />
          </Select>
        </div>
        {sms !== null && (
          <Tick
            label={`By SMS: ${says}`}
            short="SMS"
            checked={sms}
            disabled={!mayText && !sms}
            onChange={(next) => onEdit({ sms: next })}
          />
        )}
      </div>
    </li>
  );
}

function Tick(props: {
  label: string;
  short: string;
  checked: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex min-h-11 items-center gap-2 text-small text-soft sm:justify-center">
      <input
        type="checkbox"
        aria-label={props.label}
        className="tick"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span aria-hidden="true" className="sm:hidden">
        {props.short}
      </span>
    </label>
  );
}

function TimingOptions() {
  return TIMINGS.map((timing) => (
    <option key={timing} value={timing}>
      {TIMING_WORDS[timing]}
    </option>
  ));
}

/** When all of them are mailed, if that is the same. */
function commonTiming(kinds: readonly Kind[]): MailTiming | undefined {
  const [first, ...others] = kinds;
  return others.every(({ mail }) => mail === first?.mail) ? first?.mail : undefined;
}

function summaryOf(kinds: readonly Kind[]): string {
  const mailed = kinds.filter(({ mail }) => mail !== 'never').length;
  const texted = kinds.filter(({ sms }) => sms).length;
  const mails = mailed === kinds.length ? 'all mailed' : `${mailed} mailed`;
  return [`${kinds.length} kinds`, mails, ...(texted > 0 ? [`${texted} by SMS`] : [])].join(' · ');
}
