/** A setting from the function's environment; throws when the template does not give it. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`The setting ${name} is missing from this function's environment; add it in infra/grants.ts.`);
  return value;
}

/** Where the business is that owns the account at the payment provider, ISO 3166-1 alpha-2; how long money may be held depends on it. */
export function platformCountry(): string {
  return setting('PLATFORM_COUNTRY');
}

/** The tax number of that business; null where it has none, and no tax on its fees. */
export function platformTaxNumber(): string | null {
  return process.env.PLATFORM_TAX_NUMBER || null;
}

/** The address of a queue by its name in infra/stacks/queues.ts. */
export function queueUrl(queue: string): string {
  return `${setting('QUEUE_URL_PREFIX')}${queue}`;
}

/** The ARN of a state machine by the folder below workflows/ that defines it. */
export function machineArn(machine: string): string {
  return `${setting('MACHINE_ARN_PREFIX')}${machine}`;
}
