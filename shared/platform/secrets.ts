import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** How long a container keeps a secret before it asks again, so that rotation takes effect, ms. */
const KEPT_MS = 5 * 60 * 1000;

let client: SecretsManagerClient | undefined;
const kept = new Map<string, { readAtMs: number; value: Promise<string> }>();

/**
 * A secret by its name, kept for five minutes per container. `<name>#<field>` is one field of a secret that is a JSON object, where several share one; a
 * field that is an object itself comes as JSON.
 */
export async function readSecret(name: string, nowMs: number): Promise<string> {
  const [secretId = name, field] = name.split('#');
  const text = await readWhole(secretId, nowMs);
  if (field === undefined) return text;
  const value = (JSON.parse(text) as Record<string, unknown>)[field];
  if (!value) throw new Error(`The secret ${secretId} has no field ${field}; add it to its JSON.`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readWhole(name: string, nowMs: number): Promise<string> {
  const known = kept.get(name);
  if (known && Math.abs(nowMs - known.readAtMs) < KEPT_MS) return known.value;
  client ??= new SecretsManagerClient({ maxAttempts: 3 });
  const value = client.send(new GetSecretValueCommand({ SecretId: name })).then((answer) => {
    if (!answer.SecretString) throw new Error(`The secret ${name} has no text value.`);
    return answer.SecretString;
  });
  kept.set(name, { readAtMs: nowMs, value });
  value.catch(() => kept.delete(name));
  return value;
}
