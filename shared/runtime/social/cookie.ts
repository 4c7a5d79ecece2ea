import { laxCookie } from '../lax-cookie.ts';

/** Binds the connecting of a social account to the browser it was begun in. */
export const socialCookie = laxCookie('__Host-social');
