/**
 * The secret of a mailed link, taken out of the address at once, so that no history, bookmark or log keeps it. Held in memory while the person logs in;
 * after a reload the link has to be opened again.
 */
let held: string | undefined;

/** The token behind the # of the address, which is then removed from it; else the one that was there before. */
export function takeToken(place: Location, history: History): string | undefined {
  const token = place.hash.slice(1);
  if (token) {
    held = token;
    history.replaceState(history.state, '', place.pathname);
  }
  return held;
}

/** Forgets the token, when it is used. */
export function dropToken(): void {
  held = undefined;
}
