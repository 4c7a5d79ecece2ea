import { afterEach, describe, expect, it } from 'vitest';
import type { ResolvedResource, ResourceType } from './kernel.ts';
import { loadApplication } from './template.ts';
import { type TestApplication, writeTestApplication } from './test-application.ts';

const scope = { account: '000000000000', region: 'us-east-1' };
const thing: ResourceType = {
  type: 'AWS::Test::Thing',
  identify: ({ stack, logicalId, properties }) => {
    const name = String(properties.Name ?? `${stack}-${logicalId}`);
    return { ref: name, attributes: { Arn: `arn:aws:test:us-east-1:000000000000:${name}` } };
  },
  start: async () => undefined,
};
const parameter: ResourceType = {
  type: 'AWS::SSM::Parameter',
  identify: ({ properties }) => ({ ref: String(properties.Name), attributes: {} }),
  start: async () => undefined,
};

let app: TestApplication | undefined;
afterEach(() => app?.remove());

function load(stacks: Record<string, unknown>): ResolvedResource[] {
  app = writeTestApplication(stacks);
  return loadApplication(app.cdkOut, [thing, parameter], scope).resources;
}

const one = (Properties: unknown, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  Type: 'AWS::Test::Thing',
  Properties,
  ...more,
});

describe('intrinsic functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'Other' }, 'main-Other'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'local'],
    ['GetAtt', { 'Fn::GetAtt': ['Other', 'Arn'] }, 'arn:aws:test:us-east-1:000000000000:main-Other'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
    [
      'Sub with everything',
      { 'Fn::Sub': ['${Own}/${Other}/${Other.Arn}/${AWS::Region}/${!Kept}', { Own: 'o' }] },
      'o/main-Other/arn:aws:test:us-east-1:000000000000:main-Other/us-east-1/${Kept}',
    ],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 7],
    ['If', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
    ['If of composed conditions', { 'Fn::If': ['IsOdd', 'yes', 'no'] }, 'no'],
    ['NoValue in a list', ['a', { Ref: 'AWS::NoValue' }, 'b'], ['a', 'b']],
    [
      'a policy condition, which is none',
      { Condition: { StringEquals: { a: 'b' } }, Effect: 'Allow' },
      { Condition: { StringEquals: { a: 'b' } }, Effect: 'Allow' },
    ],
    [
      'a dynamic reference, which stays for its owner',
      '{{resolve:secretsmanager:x:SecretString:::}}',
      '{{resolve:secretsmanager:x:SecretString:::}}',
    ],
  ])('%s', (_what, value, wanted) => {
    const resources = load({
      main: {
        Parameters: { Stage: { Type: 'String', Default: 'local' } },
        Mappings: { Sizes: { 'us-east-1': { small: 7 } } },
        Conditions: {
          IsLocal: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
          IsOdd: {
            'Fn::And': [
              { Condition: 'IsLocal' },
              { 'Fn::Not': [{ 'Fn::Or': [{ Condition: 'IsLocal' }, { 'Fn::Equals': ['a', 'b'] }] }] },
            ],
          },
        },
        Resources: { Other: one({}), Subject: one({ Value: value }) },
      },
    });
    expect(resources.find(({ logicalId }) => logicalId === 'Subject')?.properties.Value).toEqual(wanted);
  });

  it('that nobody evaluates stop the start with the place', () => {
    expect(() => load({ main: { Resources: { Subject: one({ Value: { 'Fn::Cidr': [] } }) } } })).toThrow(
      /In main Subject: The intrinsic function Fn::Cidr is not evaluated/,
    );
  });
});

describe('resources', () => {
  it('come after what they need, within circles too', () => {
    const order = load({
      main: {
        Resources: {
          Last: one({ Needs: { Ref: 'Middle' } }),
          Middle: one({}, { DependsOn: ['First'] }),
          First: one({ Name: 'x', Back: { 'Fn::GetAtt': ['Last', 'Arn'] } }),
        },
      },
    }).map(({ logicalId }) => logicalId);
    expect(order.indexOf('Middle')).toBeLessThan(order.indexOf('Last'));
    expect(order).toHaveLength(3);
  });

  it('may take their names from others', () => {
    const resources = load({
      main: {
        Resources: {
          Child: one({ Name: { 'Fn::Join': ['', [{ Ref: 'Parent' }, '-child']] } }),
          Parent: one({ Name: 'p' }),
        },
      },
    });
    expect(resources.map(({ ref }) => ref).sort()).toEqual(['p', 'p-child']);
  });

  it('are left out when their condition does not hold', () => {
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    expect(load({ main: { Conditions, Resources: { Gone: one({}, { Condition: 'Never' }) } } })).toEqual([]);
  });

  it('see exports and SSM parameters of other stacks', () => {
    const resources = load({
      giver: {
        Resources: {
          Source: one({}),
          Told: {
            Type: 'AWS::SSM::Parameter',
            Properties: { Name: '/app/source', Value: { 'Fn::GetAtt': ['Source', 'Arn'] } },
          },
        },
        Outputs: { Out: { Value: { Ref: 'Source' }, Export: { Name: 'giver:Source' } } },
      },
      taker: {
        Parameters: { FromSsm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/app/source' } },
        Resources: { Subject: one({ Imported: { 'Fn::ImportValue': 'giver:Source' }, Read: { Ref: 'FromSsm' } }) },
      },
    });
    expect(resources.find(({ logicalId }) => logicalId === 'Subject')?.properties).toEqual({
      Imported: 'giver-Source',
      Read: 'arn:aws:test:us-east-1:000000000000:giver-Source',
    });
  });

  it('that read an SSM parameter nobody declares stop the start', () => {
    const Parameters = { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/gone' } };
    expect(() => load({ main: { Parameters, Resources: { Subject: one({ Value: { Ref: 'P' } }) } } })).toThrow(
      /reads the SSM parameter \/gone, which no stack/,
    );
  });
});
