/** One entry of a CloudFront Functions event: the last value, and all of them when a name is repeated. */
export interface EventItem {
  value: string;
  multiValue?: { value: string }[];
}

/** The headers object of a CloudFront Functions event; cookies have an object of their own. */
export function toHeaderObject(headers: readonly [string, string][]): Record<string, EventItem> {
  return collect(
    headers.filter(([name]) => name.toLowerCase() !== 'cookie').map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** The cookies object of a CloudFront Functions event. */
export function parseCookies(headers: readonly [string, string][]): Record<string, EventItem> {
  const pairs = headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(/;\s*/))
    .filter(Boolean)
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });
  return collect(pairs);
}

/** The querystring object of a CloudFront Functions event; values stay percent-encoded as they came. */
export function parseQueryString(rawQuery: string): Record<string, EventItem> {
  const pairs = rawQuery
    .split('&')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });
  return collect(pairs);
}

/** Turns a querystring object back into text. */
export function writeQueryString(items: Record<string, EventItem>): string {
  return Object.entries(items)
    .flatMap(([name, item]) =>
      (item.multiValue ?? [item]).map(({ value }) => (value === '' ? name : `${name}=${value}`)),
    )
    .join('&');
}

function collect(pairs: readonly [string, string][]): Record<string, EventItem> {
  const items: Record<string, EventItem> = {};
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(items, name) ? items[name] : undefined;
    if (!known) {
      items[name] = { value };
      continue;
    }
    known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }];
    known.value = value;
  }
  return items;
}
