/** Setting a password waits no longer for this, ms. */
const TIMEOUT_MS = 1500;
/** So many hexadecimal digits of the hash are told: they fit several hundred breached passwords and any number of others. */
const TOLD_DIGITS = 5;

/**
 * Whether a password is known from a data breach, by a service that answers ranges of hashes (Pwned Passwords, k-anonymity: it learns five digits of 40, and
 * padded answers tell nobody on the way which range it was). `sha1` is 40 upper-case hexadecimal digits; undefined when the service does not answer in time.
 */
export async function isBreachedPassword(serviceUrl: string, sha1: string): Promise<boolean | undefined> {
  const [told, kept] = [sha1.slice(0, TOLD_DIGITS), sha1.slice(TOLD_DIGITS)];
  try {
    const answer = await fetch(`${serviceUrl}/range/${told}`, {
      headers: { 'add-padding': 'true', 'user-agent': 'Accord' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return undefined;
    const lines = (await answer.text()).split(/\r?\n/).map((line) => line.trim().split(':'));
    // Padding has a count of 0.
    return lines.some(([suffix, count]) => suffix === kept && Number(count) > 0);
  } catch {
    return undefined;
  }
}
