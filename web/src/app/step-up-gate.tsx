import { lazy, Suspense } from 'react';
import { useStepUpAsked } from '@/api/step-up.ts';

const StepUpDialog = lazy(async () => ({
  default: (await import('@/features/account/step-up/step-up-dialog.tsx')).StepUpDialog,
}));

/** Shows the question of a step-up over any screen, while there is one. */
export function StepUpGate() {
  if (!useStepUpAsked()) return null;
  return (
    <Suspense>
      <StepUpDialog />
    </Suspense>
  );
}
