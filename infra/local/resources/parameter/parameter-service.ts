import { AwsError, type AwsService, type Platform, type ResolvedResource } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { type JsonBody, type JsonOperation, jsonService, optionalTextOf, textOf } from '../json-service.ts';

interface ParameterRecord {
  name: string;
  type: string;
  value: string;
  version: number;
  lastModifiedMs: number;
}

const COLLECTION = 'parameters';
const MAX_VALUE_BYTES = 4096;

/** The parameter store: what the template declares, and what is put at run time. */
export function parameterService(platform: Platform): AwsService {
  const arnOf = (name: string): string =>
    `arn:aws:ssm:${platform.region}:${platform.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  const operation = (
    action: string,
    namesOf: (body: JsonBody) => string[],
    run: (body: JsonBody) => Promise<unknown>,
  ): [string, JsonOperation] => [
    action,
    {
      access: (body) => namesOf(body).map((name) => ({ action: `ssm:${action}`, resource: arnOf(bareName(name)) })),
      run,
    },
  ];
  const described = ({ name, type, value, version, lastModifiedMs }: ParameterRecord) => ({
    Name: name,
    Type: type,
    Value: value,
    Version: version,
    LastModifiedDate: lastModifiedMs / 1000,
    ARN: arnOf(name),
    DataType: 'text',
  });
  const find = (name: string) => platform.store.get<ParameterRecord>(COLLECTION, bareName(name));
  return jsonService({
    signingName: 'ssm',
    targetPrefix: 'AmazonSSM',
    operations: Object.fromEntries([
      operation('GetParameter', nameOf, async (body) => {
        const record = await find(textOf(body, 'Name'));
        if (!record) throw new AwsError('ParameterNotFound', '');
        return { Parameter: described(record) };
      }),
      operation('GetParameters', listOfNames, async (body) => {
        const found = await Promise.all(listOfNames(body).map(async (name) => ({ name, record: await find(name) })));
        return {
          Parameters: found.flatMap(({ record }) => (record ? [described(record)] : [])),
          InvalidParameters: found.flatMap(({ name, record }) => (record ? [] : [name])),
        };
      }),
      operation(
        'GetParametersByPath',
        (body) => [textOf(body, 'Path').replace(/(.)\/$/, '$1')],
        async (body) => getByPath(platform, body, described),
      ),
      operation('PutParameter', nameOf, (body) => inTurn(platform, 'parameters', () => putParameter(platform, body))),
    ]),
  });
}

/** Stores what the template says; at every start, as a deployment would. */
export async function seedParameter(platform: Platform, parameter: ResolvedResource): Promise<void> {
  const value = String(parameter.properties.Value);
  const before = await platform.store.get<ParameterRecord>(COLLECTION, parameter.ref);
  if (before?.value === value) return;
  const type = parameter.properties.Type ?? 'String';
  await platform.store.put(COLLECTION, parameter.ref, {
    name: parameter.ref,
    type,
    value,
    version: (before?.version ?? 0) + 1,
    lastModifiedMs: platform.clock.now(),
  } satisfies ParameterRecord);
}

/** Forgets every parameter. */
export function clearParameters(platform: Platform): Promise<void> {
  return platform.store.clear(COLLECTION);
}

async function getByPath(
  platform: Platform,
  body: JsonBody,
  described: (record: ParameterRecord) => unknown,
): Promise<unknown> {
  const path = textOf(body, 'Path').replace(/\/?$/, '/');
  const most = Math.min(Number(body.MaxResults ?? 10), 10);
  const all = (await platform.store.list<ParameterRecord>(COLLECTION, path)).map(({ value }) => value);
  const within = body.Recursive === true ? all : all.filter(({ name }) => !name.slice(path.length).includes('/'));
  const from = Number(optionalTextOf(body, 'NextToken') ?? 0);
  const page = within.slice(from, from + most);
  return {
    Parameters: page.map(described),
    ...(from + most < within.length ? { NextToken: String(from + most) } : {}),
  };
}

async function putParameter(platform: Platform, body: JsonBody): Promise<unknown> {
  const name = textOf(body, 'Name');
  const value = textOf(body, 'Value');
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
    throw new AwsError(
      'ValidationException',
      'Standard tier parameters support a maximum parameter value of 4096 characters.',
    );
  const before = await platform.store.get<ParameterRecord>(COLLECTION, name);
  if (before && body.Overwrite !== true)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  const type = optionalTextOf(body, 'Type') ?? before?.type ?? 'String';
  const record: ParameterRecord = {
    name,
    type,
    value,
    version: (before?.version ?? 0) + 1,
    lastModifiedMs: platform.clock.now(),
  };
  await platform.store.put(COLLECTION, name, record);
  return { Version: record.version, Tier: 'Standard' };
}

function nameOf(body: JsonBody): string[] {
  return [textOf(body, 'Name')];
}

function listOfNames(body: JsonBody): string[] {
  return (body.Names ?? []) as string[];
}

/** A parameter may be named by its ARN. */
function bareName(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.indexOf(':parameter') + ':parameter'.length) : name;
}
