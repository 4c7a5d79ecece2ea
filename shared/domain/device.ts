/** What a user agent says about itself, in words; it is a claim of the client, good for recognizing one's own devices only. */
export interface Device {
  /** e.g. “Firefox on Windows”. */
  name: string;
  kind: 'computer' | 'phone' | 'tablet' | 'other';
}

/** First fit wins: many browsers name the ones they descend from as well. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPX|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/\S+ .*Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string, Device['kind']][] = [
  [/\biPhone\b/, 'iPhone', 'phone'],
  [/\biPad\b/, 'iPad', 'tablet'],
  [/\bAndroid\b.*\bMobile\b/, 'Android', 'phone'],
  [/\bAndroid\b/, 'Android', 'tablet'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\bMac OS X\b/, 'macOS', 'computer'],
  [/\bCrOS\b/, 'ChromeOS', 'computer'],
  [/\bLinux\b/, 'Linux', 'computer'],
];

/** Names the device of a user agent; what is no browser goes by its own first word. */
export function describeDevice(userAgent: string): Device {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [, system, kind] = SYSTEMS.find(([pattern]) => pattern.test(userAgent)) ?? [];
  if (browser) return { name: system ? `${browser} on ${system}` : browser, kind: kind ?? 'other' };
  if (system) return { name: `A program on ${system}`, kind: kind ?? 'other' };
  const program = /^[A-Za-z][\w.-]{0,39}/.exec(userAgent)?.[0];
  return { name: program ?? 'Unknown device', kind: 'other' };
}

/** Where a network address is, as far as it says so itself: this machine, or the address; null without one. */
export function describePlace(address: string | undefined): string | null {
  if (!address) return null;
  return /^(127\.|::1$|::ffff:127\.)/.test(address) ? 'this machine' : address;
}
