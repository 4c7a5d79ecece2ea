import { useSyncExternalStore } from 'react';
import type * as z from 'zod/mini';
import type { Me, SessionView } from '#contract/areas/auth.ts';
import { mayOn, type Permission } from '#contract/permissions.ts';

export type User = z.output<typeof Me>;
type Answer = z.output<typeof SessionView>;

export type SessionState = { status: 'signed-out'; ended: boolean } | { status: 'signed-in'; user: User };

let state: SessionState = { status: 'signed-out', ended: false };
/** In memory only: gone with the tab, out of reach of anything that reads storage. */
let accessToken: string | undefined;
const listeners = new Set<() => void>();

function set(next: SessionState, token: string | undefined): void {
  state = next;
  accessToken = token;
  for (const listener of listeners) listener();
}

export const session = {
  state: () => state,
  token: () => accessToken,
  /** Takes what log-in or refresh answered. */
  begin: (answer: Answer) => set({ status: 'signed-in', user: answer.user }, answer.accessToken),
  /** Forgets everything about the user; `ended` when it was not their wish. */
  end: (ended: boolean) => set({ status: 'signed-out', ended }, undefined),
  /** Takes the user's own changes. */
  update: (user: User) => set({ status: 'signed-in', user }, accessToken),
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The session, following changes. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}

/** The signed-in user; only for screens behind the signed-in layout, throws elsewhere. */
export function useUser(): User {
  const current = useSession();
  if (current.status !== 'signed-in') throw new Error('this screen needs a signed-in user');
  return current.user;
}

/** Whether a person holds a permission: by their role, or on the campaign named by what was granted to them there. */
export function mayAs({ role, grants }: User, permission: Permission, campaignId?: string): boolean {
  const there = campaignId === undefined ? undefined : grants.find((one) => one.campaignId === campaignId);
  return mayOn(role, there?.grants, permission);
}

/** Whether the signed-in user holds a permission, on a campaign where one is named; the server decides again on every call. */
export function useMay(permission: Permission, campaignId?: string): boolean {
  const current = useSession();
  return current.status === 'signed-in' && mayAs(current.user, permission, campaignId);
}
