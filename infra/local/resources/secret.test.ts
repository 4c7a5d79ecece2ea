import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { resourceTypes as parameterTypes } from './parameter.ts';
import { resourceTypes as secretTypes, setSecretValue } from './secret.ts';

let bench: ServiceBench;
const secretType = () => secretTypes[0] ?? expect.fail('no secret type');
const parameterType = () => parameterTypes[0] ?? expect.fail('no parameter type');
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

beforeEach(async () => {
  bench = await openServiceBench();
});
afterEach(() => bench.close());

test('a secret is generated once, by the template’s rules, and can be replaced', async () => {
  const properties = {
    Name: 'accord/stripe',
    GenerateSecretString: {
      PasswordLength: 40,
      ExcludePunctuation: true,
      GenerateStringKey: 'key',
      SecretStringTemplate: '{"user":"a"}',
    },
  };
  const { ref } = await bench.start(secretType(), 'Stripe', properties);
  const client = new SecretsManagerClient(bench.clientConfig);
  const read = async (SecretId: string, VersionStage?: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString ?? '';
  const first = await read('accord/stripe');
  expect(JSON.parse(first)).toEqual({ user: 'a', key: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
  await secretType().start({ ...(bench.platform.resource(ref) ?? expect.fail('no secret')) }, bench.platform);
  expect(await read(ref)).toBe(first);
  await client.send(new PutSecretValueCommand({ SecretId: ref, SecretString: 'second' }));
  expect([await read(ref), await read(ref, 'AWSPREVIOUS')]).toEqual(['second', first]);
  await setSecretValue(bench.platform, 'accord/stripe', 'third');
  expect(await read(ref)).toBe('third');
  expect(bench.asked[0]).toBe(`secretsmanager:GetSecretValue ${ref}`);
  expect(await errorOf(read('none'))).toBe('ResourceNotFoundException');
  client.destroy();
});

test('parameters are those of the template, and those put at run time', async () => {
  for (const name of ['a', 'b', 'deep/c'])
    await bench.start(parameterType(), name, { Name: `/accord/${name}`, Type: 'String', Value: name });
  const client = new SSMClient(bench.clientConfig);
  const parameterOf = async (Name: string) => (await client.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  expect(await parameterOf('/accord/a')).toBe('a');
  expect(bench.asked).toEqual(['ssm:GetParameter arn:aws:ssm:us-east-1:000000000000:parameter/accord/a']);
  const named = await client.send(new GetParametersCommand({ Names: ['/accord/b', '/none'] }));
  expect([named.Parameters?.map(({ Value }) => Value), named.InvalidParameters]).toEqual([['b'], ['/none']]);
  const pathOf = async (Recursive: boolean) =>
    (await client.send(new GetParametersByPathCommand({ Path: '/accord', Recursive }))).Parameters?.map(
      ({ Name }) => Name,
    );
  expect(await pathOf(false)).toEqual(['/accord/a', '/accord/b']);
  expect(await pathOf(true)).toEqual(['/accord/a', '/accord/b', '/accord/deep/c']);
  expect(await errorOf(client.send(new PutParameterCommand({ Name: '/accord/a', Value: 'x', Type: 'String' })))).toBe(
    'ParameterAlreadyExists',
  );
  await client.send(new PutParameterCommand({ Name: '/accord/a', Value: 'x', Overwrite: true }));
  expect(await parameterOf('/accord/a')).toBe('x');
  expect(await errorOf(parameterOf('/none'))).toBe('ParameterNotFound');
  client.destroy();
});
