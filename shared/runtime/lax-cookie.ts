/**
 * A cookie that binds a visit elsewhere to the browser it was begun in. Lax, so that it comes back with the redirect that ends the visit, and `__Host-`, so that
 * no other host of the domain can set it.
 */
export function laxCookie(cookie: `__Host-${string}`) {
  return {
    /** The Set-Cookie value with a secret. */
    set: (secret: string, maxAgeSeconds: number): string =>
      `${cookie}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`,
    /** The Set-Cookie value that removes it. */
    clear: (): string => `${cookie}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`,
    /** The secret in the cookies of a request; undefined when there is none that is well-formed. */
    find: (cookies: readonly string[]): string | undefined => {
      const value = cookies.find((candidate) => candidate.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
      return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
    },
  };
}
