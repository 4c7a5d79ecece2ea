import { Link } from '@tanstack/react-router';
import type { DraftStep } from '#domain/draft.ts';
import { explain } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FIELD_NAMES, STEP_NAMES } from './draft-values.ts';
import { type Autosave, stepInTrouble } from './use-autosave.ts';

/** In one line whether what was written is safe. */
export function SaveStatus({ autosave: { state } }: { autosave: Autosave }) {
  const words = {
    saved: 'All changes saved. You can go on later, on any device.',
    saving: 'Saving…',
    held: 'Not all saved: some fields need another look.',
    failed: 'Not saved.',
    clash: 'Not saved: somebody else has changed the same.',
  };
  return <span role="status">{words[state.kind]}</span>;
}

/** What keeps it from being saved, and what to do about it. */
export function SaveNotice({ autosave, step }: { autosave: Autosave; step: DraftStep }) {
  const { state, taken, saved } = autosave;
  const elsewhere = stepInTrouble(state, step);
  const names = (fields: readonly (keyof typeof FIELD_NAMES)[]) => fields.map((one) => FIELD_NAMES[one]).join(', ');
  return (
    <div className="mb-5 grid gap-3 empty:hidden">
      {taken.length > 0 && state.kind !== 'clash' && (
        <Notice title="Somebody else works on this draft too">
          They have changed: {names(taken)}. You see it as they wrote it; what you wrote is saved as well.
        </Notice>
      )}
      {state.kind === 'clash' && (
        <Notice tone="attention" title="Somebody else has changed the same while you were writing">
          <p>{names(state.fields)}: you see what you wrote. Nothing is lost until you choose.</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button size="small" variant="primary" onClick={() => autosave.settle('mine')}>
              Keep mine
            </Button>
            <Button size="small" onClick={() => autosave.settle('theirs')}>
              Take theirs
            </Button>
          </div>
        </Notice>
      )}
      {state.kind === 'failed' && (
        <Notice
          tone="bad"
          title={explain(state.error)}
          action={
            <Button size="small" onClick={() => void autosave.save()}>
              Try again
            </Button>
          }
        >
          What you wrote is still here.
        </Notice>
      )}
      {elsewhere && (
        <Notice tone="attention" title="Something in another step is not saved yet">
          <Link
            to="/campaigns/$campaignId/edit"
            params={{ campaignId: saved.campaignId }}
            search={{ step: elsewhere }}
            className="font-medium underline"
          >
            {STEP_NAMES[elsewhere]}
          </Link>
        </Notice>
      )}
    </div>
  );
}
