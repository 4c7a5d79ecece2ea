import { AwsError } from '#local/kernel.ts';
import type { JsonBody } from '../json-service.ts';
import { type PoolSettings, STANDARD_ATTRIBUTES } from './pool-settings.ts';
import type { PoolUser } from './pool-users.ts';

/** The attributes of a request as a record; InvalidParameterException for names the pool does not have and addresses that are none. */
export function attributesOf(pool: PoolSettings, body: JsonBody): Record<string, string> {
  const list = (body.UserAttributes ?? []) as { Name: string; Value?: string }[];
  const attributes = Object.fromEntries(list.map(({ Name, Value }) => [Name, Value ?? '']));
  for (const name of Object.keys(attributes)) {
    if (STANDARD_ATTRIBUTES.has(name) || pool.customAttributes.includes(name)) continue;
    throw new AwsError(
      'InvalidParameterException',
      `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`,
    );
  }
  if (attributes.sub !== undefined)
    throw new AwsError('InvalidParameterException', 'Cannot modify the non-mutable attribute sub');
  const email = attributes.email;
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new AwsError('InvalidParameterException', 'Invalid email address format.');
  return attributes;
}

/** InvalidParameterException when the pool requires an attribute that is not there. */
export function requireAttributes(pool: PoolSettings, attributes: Record<string, string>): void {
  const missing = pool.requiredAttributes.find((name) => !attributes[name]);
  if (missing)
    throw new AwsError(
      'InvalidParameterException',
      `Attributes did not conform to the schema: ${missing}: The attribute is required`,
    );
}

/** A user's attributes as a list of Name and Value. */
export function attributeList(user: PoolUser): { Name: string; Value: string }[] {
  return Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
}
