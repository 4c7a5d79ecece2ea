import type { Platform } from '../../kernel.ts';

/** A function that makes one value per platform, on first use, and forgets it with the platform. */
export function perPlatform<Value>(create: (platform: Platform) => Value): (platform: Platform) => Value {
  const values = new WeakMap<Platform, { value: Value }>();
  return (platform) => {
    const known = values.get(platform) ?? { value: create(platform) };
    values.set(platform, known);
    return known.value;
  };
}
