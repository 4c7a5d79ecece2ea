import ipaddr from 'ipaddr.js';

/** Whether an address is in one of the networks (`203.0.113.0/24`, `2001:db8::/32`, or a single address); an empty list lets every address in. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  // A client's IPv4 address may come written as an IPv6 one.
  const from = ipaddr.process(address);
  return networks.some((network) => {
    const [base, length] = ipaddr.parseCIDR(withLength(network));
    return from.kind() === base.kind() && from.match(base, length);
  });
}

function withLength(network: string): string {
  if (network.includes('/')) return network;
  return `${network}/${network.includes(':') ? 128 : 32}`;
}
