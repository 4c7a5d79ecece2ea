import { describe, expect, it } from 'vitest';
import { readPolicies } from './iam.ts';
import type { Access, ResolvedResource } from './kernel.ts';

const roleArn = 'arn:aws:iam::000000000000:role/worker';
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/main';

function role(statements: unknown[], more: Record<string, unknown> = {}): ResolvedResource {
  const properties = {
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] },
    Policies: [{ PolicyDocument: { Statement: statements } }],
    ...more,
  };
  return {
    stack: 'core',
    logicalId: 'Worker',
    type: 'AWS::IAM::Role',
    ref: 'worker',
    attributes: { Arn: roleArn },
    properties,
    assetPath: (key) => key,
  };
}

const allow = (Action: unknown, Resource: unknown, Condition?: unknown): unknown => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const deny = (Action: unknown, Resource: unknown): unknown => ({ Effect: 'Deny', Action, Resource });

describe('what a role may do', () => {
  const get: Access = { action: 'dynamodb:GetItem', resource: table };
  it.each<[string, unknown[], Access, string]>([
    ['nothing without a statement', [], get, 'not allowed'],
    ['what is named exactly', [allow('dynamodb:GetItem', table)], get, 'allowed'],
    ['not another action', [allow('dynamodb:PutItem', table)], get, 'not allowed'],
    [
      'not an index when the table is named',
      [allow('dynamodb:GetItem', table)],
      { ...get, resource: `${table}/index/gsi1` },
      'not allowed',
    ],
    [
      'an index by wildcard',
      [allow('dynamodb:*', `${table}/index/*`)],
      { ...get, resource: `${table}/index/gsi1` },
      'allowed',
    ],
    ['one unknown character by ?', [allow('dynamodb:GetIte?', table)], get, 'allowed'],
    ['actions whatever their case', [allow('DynamoDB:getitem', table)], get, 'allowed'],
    [
      'a dot only as a dot',
      [allow('s3:GetObject', 'arn:aws:s3:::a.b/*')],
      { action: 's3:GetObject', resource: 'arn:aws:s3:::axb/c' },
      'not allowed',
    ],
    ['all but NotAction', [{ Effect: 'Allow', NotAction: 'dynamodb:Delete*', Resource: '*' }], get, 'allowed'],
    ['not NotAction itself', [{ Effect: 'Allow', NotAction: 'dynamodb:Get*', Resource: '*' }], get, 'not allowed'],
    ['nothing that is denied anywhere', [allow('*', '*'), deny('dynamodb:GetItem', '*')], get, 'explicitly denied'],
    [
      'what a condition holds for',
      [allow('dynamodb:GetItem', table, { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['WSP#*'] } })],
      { ...get, context: { 'dynamodb:LeadingKeys': ['WSP#1', 'WSP#2'] } },
      'allowed',
    ],
    [
      'not what a condition does not hold for',
      [allow('dynamodb:GetItem', table, { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['WSP#*'] } })],
      { ...get, context: { 'dynamodb:LeadingKeys': ['WSP#1', 'REF#2'] } },
      'not allowed',
    ],
    [
      'nothing when the key of a condition is missing',
      [allow('*', '*', { StringEquals: { 'kms:ViaService': 's3' } })],
      get,
      'not allowed',
    ],
    [
      'what IfExists lets pass without the key',
      [allow('*', '*', { StringEqualsIfExists: { 'kms:ViaService': 's3' } })],
      get,
      'allowed',
    ],
  ])('%s', (_what, statements, access, verdict) => {
    expect(readPolicies([role(statements)]).check(roleArn, access)).toBe(verdict);
  });

  it('is also what policies attached to it say', () => {
    const attached = (type: string): ResolvedResource => ({
      ...role([]),
      logicalId: 'Attached',
      type,
      ref: 'attached',
      attributes: {},
      properties: { Roles: ['worker'], PolicyDocument: { Statement: allow('dynamodb:GetItem', table) } },
    });
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      expect(readPolicies([role([]), attached(type)]).check(roleArn, get)).toBe('allowed');
    }
  });
});

describe('what cannot be judged is refused at the start', () => {
  it.each<[string, ResolvedResource, RegExp]>([
    [
      'a condition operator',
      role([allow('*', '*', { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } })]),
      /core Worker uses the condition operator DateLessThan/,
    ],
    [
      "one of AWS's own policies",
      role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      /has the managed policy .*AdministratorAccess/,
    ],
  ])('%s', (_what, resource, message) => {
    expect(() => readPolicies([resource])).toThrow(message);
  });
});
