import { Icon } from '@/ui/icon.tsx';

/** Every question a rule asked, with the answer. */
export function Answers({ conditions }: { conditions: readonly { text: string; holds: boolean }[] }) {
  if (conditions.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1 text-small">
      {conditions.map(({ text, holds }) => (
        <li key={text} className="flex items-start gap-2">
          <Icon
            name={holds ? 'check' : 'close'}
            className={`mt-0.5 size-4 flex-none ${holds ? 'text-accent' : 'text-danger'}`}
          />
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">{holds ? 'Holds: ' : 'Does not hold: '}</span>
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
