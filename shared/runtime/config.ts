/** A setting from the function's environment; throws when the template does not give it. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`The setting ${name} is missing from this function's environment; add it in infra/grants.ts.`);
  return value;
}

/** The ARN of a state machine by the folder below workflows/ that defines it. */
export function machineArn(machine: string): string {
  return `${setting('MACHINE_ARN_PREFIX')}${machine}`;
}
