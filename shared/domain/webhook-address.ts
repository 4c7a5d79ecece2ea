/** Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375, RFC 9476 and what networks use inside). */
const PRIVATE_SUFFIXES = [
  ...['localhost', 'local', 'internal', 'intranet', 'private', 'corp', 'home', 'lan', 'home.arpa'],
  ...['test', 'invalid', 'example', 'onion', 'alt', 'in-addr.arpa', 'ip6.arpa'],
];
const LOOPBACK_HOSTS = ['127.0.0.1', '[::1]', 'localhost'];

/** Where webhooks may be sent: into the public network only, or, for a platform on one machine, to this machine as well. */
export type WebhookTargets = 'public' | 'public-and-loopback';

/**
 * What is wrong with the address of a webhook, as a sentence that begins small; undefined when nothing is. What its name leads to is looked at when
 * something is sent.
 */
export function webhookAddressProblem(address: string, targets: WebhookTargets): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'must be an https:// address';
  if (url.username !== '' || url.password !== '')
    return 'must not hold a user name or a password; the signature proves that we are the sender';
  if (url.hash !== '') return 'must not have a part after #, since that is never sent';
  if (targets === 'public-and-loopback' && LOOPBACK_HOSTS.includes(url.hostname)) return undefined;
  if (url.protocol !== 'https:') return 'must be an https:// address';
  if (url.port !== '') return 'must use the port 443';
  if (/^[\d.]+$|^\[/.test(url.hostname)) return 'must name a host, not a network address';
  const host = url.hostname.replace(/\.$/, '');
  const isPrivate = PRIVATE_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
  return isPrivate || !host.includes('.') ? 'must name a host of the public internet' : undefined;
}
