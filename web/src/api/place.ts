import { getMe } from '#contract/areas/auth.ts';
import { api, queryClient } from './index.ts';
import { forgetOwnWrites } from './own-writes.ts';
import { session, type User } from './session.ts';

/**
 * Takes as whom and where the person acts now. With another role, with other grants or in another workspace nothing that was read before may be shown any more:
 * every screen reads anew.
 */
export function takePlace(me: User): void {
  const before = session.state();
  if (before.status !== 'signed-in') return;
  session.update(me);
  const placeOf = ({ role, workspaceId, grants }: User) => JSON.stringify([role, workspaceId, grants]);
  if (placeOf(before.user) === placeOf(me)) return;
  forgetOwnWrites();
  // After the screens have followed: those that are no longer the person's must not ask for anything any more.
  setTimeout(() => void queryClient.resetQueries());
}

let asking: Promise<void> | undefined;

/** Asks the server as whom and where the person acts now, and follows; without an answer nothing changes. */
export function askPlace(): Promise<void> {
  asking ??= api
    .call(getMe, {})
    .then(takePlace, () => undefined)
    .finally(() => {
      asking = undefined;
    });
  return asking;
}
