import { type ReactNode, useState } from 'react';
import type { ApiError } from '@/api/problem.ts';
import { SayWhy } from '@/features/approvals/say-why.tsx';
import { Button } from '@/ui/button.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';

/** Asks for the look of another moderator, once and while there is time. */
export function AskToAppeal(props: {
  /** What may be done, without the time for it. */
  lead: string;
  appealUntil: string;
  /** `sent` is called once the appeal was taken. */
  onSay: (text: string, sent: () => void) => void;
  busy: boolean;
  error: ApiError | null;
  /** What the other moderator sees, and how final it is. */
  children: ReactNode;
}) {
  const [isAsked, setAsked] = useState(false);
  return (
    <div>
      <p className="mb-2 text-small text-soft">
        {props.lead}: the time for it ends <RelativeTime at={props.appealUntil} />.
      </p>
      <Button size="small" onClick={() => setAsked(true)}>
        Appeal
      </Button>
      {isAsked && (
        <SayWhy
          title="Have another moderator look at it?"
          ask={{ label: 'Why is the decision wrong?', send: 'Appeal' }}
          onClose={() => setAsked(false)}
          onSay={(text) => props.onSay(text, () => setAsked(false))}
          busy={props.busy}
          error={props.error}
        >
          {props.children}
        </SayWhy>
      )}
    </div>
  );
}
