import ipaddr from 'ipaddr.js';

/** The block that global unicast IPv6 addresses are given out from (RFC 4291, IANA registry); everything else is special. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address belongs to the public internet: no private, loopback, link-local (cloud metadata), unique-local, carrier, multicast, documentation,
 * benchmark or transition address, and no IPv4 address in an IPv6 one. What is not known to be public is not.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // The classes of ipaddr.js follow the special-purpose registries of IANA (RFC 6890).
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(...GLOBAL_UNICAST);
}

/** Whether an address is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
