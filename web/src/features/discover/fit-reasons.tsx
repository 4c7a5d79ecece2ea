import { Icon } from '@/ui/icon.tsx';
import { type FitReasonView, fitSentence } from './fit-sentence.ts';

/** Why a campaign fits: each reason as a sentence that names what it rests on. */
export function FitReasons({ reasons }: { reasons: readonly FitReasonView[] }) {
  return (
    <ul className="grid gap-1.5 text-small text-soft">
      {reasons.map((reason) => (
        <li key={reason.code} className="flex items-start gap-2">
          <Icon name="check" className="mt-0.5 size-4 flex-none text-accent" />
          <span className="min-w-0 wrap-anywhere">{fitSentence(reason)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The fit as a number out of a hundred, with a bar. */
export function FitScore({ score }: { score: number }) {
  return (
    <div className="w-28">
      <p className="flex items-baseline justify-between gap-2 text-small">
        <span className="text-faint">Fit</span>
        <span className="font-semibold tabular-nums">
          {score}
          <span className="font-normal text-faint"> / 100</span>
        </span>
      </p>
      <span aria-hidden="true" className="mt-1 block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${score}%` }} />
      </span>
    </div>
  );
}
