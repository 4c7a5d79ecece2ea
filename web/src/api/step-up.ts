import { useSyncExternalStore } from 'react';

/** The question that is open now: whoever needs the answer waits for the same one. */
let asked: { answer: Promise<boolean>; settle: (done: boolean) => void } | undefined;
const listeners = new Set<() => void>();

function set(next: typeof asked): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Asks the person to prove that it is they; resolves to true when they did, to false when they closed the question. */
export function askForStepUp(): Promise<boolean> {
  if (asked) return asked.answer;
  let settle: (done: boolean) => void = () => undefined;
  const answer = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  set({ answer, settle });
  return answer;
}

/** Closes the question. */
export function settleStepUp(done: boolean): void {
  const open = asked;
  set(undefined);
  open?.settle(done);
}

/** Whether the question is to be shown. */
export function useStepUpAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked !== undefined,
  );
}
