/**
 * What one log-in screen hands on to the next: the address typed and a sentence to show. Kept in memory, because an e-mail address belongs
 * neither into the address bar nor into storage; after a reload the next screen asks for it.
 */
let handedOn: { email: string; message?: string } = { email: '' };

/** Leaves an address (and a sentence) for the next screen. */
export function handOn(email: string, message?: string): void {
  handedOn = message === undefined ? { email } : { email, message };
}

/** The address typed on the screen before; empty when there was none. */
export function handedEmail(): string {
  return handedOn.email;
}

/** The sentence of the screen before; it stays until another screen hands something on. */
export function handedMessage(): string | undefined {
  return handedOn.message;
}
