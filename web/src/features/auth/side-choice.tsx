import { cx } from '@/ui/cx.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';

const SIDES: readonly { value: 'brand' | 'influencer'; title: string; text: string; icon: IconName }[] = [
  { value: 'brand', title: 'Brand or agency', text: 'I run campaigns', icon: 'brand' },
  { value: 'influencer', title: 'Influencer', text: 'I make content', icon: 'profile' },
];

/** As whom somebody opens an account. */
export function SideChoice({ value, register }: { value: string; register: object }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-medium">I am here as</legend>
      <div className="grid grid-cols-2 gap-3">
        {SIDES.map((side) => (
          <label
            key={side.value}
            className={cx(
              'flex flex-col gap-2 rounded-card border p-4 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              value === side.value
                ? 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent)]'
                : 'border-line-strong bg-surface hover:border-ink',
            )}
          >
            <input type="radio" value={side.value} {...register} className="sr-only" />
            <Icon name={side.icon} className={value === side.value ? 'text-accent' : 'text-faint'} />
            <span>
              <span className="block font-semibold">{side.title}</span>
              <span className="block text-small text-soft">{side.text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
