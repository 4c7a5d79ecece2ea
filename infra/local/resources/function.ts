import { isNodeFunction, readAsyncPolicy, readFunction } from '#local/function-host/definition.ts';
import { internalsOf } from '#local/internals.ts';
import type { ResolvedResource, ResourceType } from '#local/kernel.ts';

const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  identify({ stack, logicalId, properties }, { account, region }) {
    const name = String(properties.FunctionName ?? `${stack}-${logicalId}`);
    return { ref: name, attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:${name}` } };
  },
  async start(resource, platform) {
    // Functions in other languages are CDK's own providers of custom resources.
    if (!isNodeFunction(resource)) return undefined;
    const { host } = internalsOf(platform);
    host.register(readFunction(resource, platform.dataDir));
    const config = platform
      .resources('AWS::Lambda::EventInvokeConfig')
      .find(({ properties }) => isFor(resource, properties.FunctionName));
    if (config) host.setAsyncPolicy(resource.attributes.Arn ?? '', readAsyncPolicy(config));
    return undefined;
  },
};

const version: ResourceType = {
  type: 'AWS::Lambda::Version',
  identify({ properties }, { account, region }) {
    const arn = `${functionArn(properties.FunctionName, account, region)}:1`;
    return { ref: arn, attributes: { Version: '1', FunctionArn: arn } };
  },
  start: async () => undefined,
};

const alias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  identify({ properties }, { account, region }) {
    const arn = `${functionArn(properties.FunctionName, account, region)}:${String(properties.Name)}`;
    return { ref: arn, attributes: { AliasArn: arn } };
  },
  start: async () => undefined,
};

/** Functions, their versions and aliases. A version or alias runs the one code there is. */
export const resourceTypes: ResourceType[] = [lambdaFunction, version, alias];

function functionArn(nameOrArn: unknown, account: string, region: string): string {
  const text = String(nameOrArn);
  return text.startsWith('arn:') ? text : `arn:aws:lambda:${region}:${account}:function:${text}`;
}

function isFor(resource: ResolvedResource, nameOrArn: unknown): boolean {
  return nameOrArn === resource.ref || nameOrArn === resource.attributes.Arn;
}
