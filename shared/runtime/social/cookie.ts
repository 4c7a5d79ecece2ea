const COOKIE = '__Host-social';

/** The Set-Cookie value that binds a connection to this browser; Lax, so that it comes back with the platform's redirect. */
export function setSocialCookie(secret: string, maxAgeSeconds: number): string {
  return `${COOKIE}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
}

export function clearSocialCookie(): string {
  return `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;
}

/** The secret of the cookie; undefined when there is none that is well-formed. */
export function findSocialCookie(cookies: readonly string[]): string | undefined {
  const value = cookies.find((candidate) => candidate.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}
