import {
  type Access,
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type AwsService,
  type FunctionHost,
  type Platform,
} from '#local/kernel.ts';

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** The Invoke operation of Lambda, for functions that call functions. */
export function lambdaService(
  platform: Pick<Platform, 'account' | 'region' | 'resource'>,
  functions: FunctionHost,
): AwsService {
  const arnOf = (call: AwsCall): string => {
    const [, encoded = ''] = invocationPath.exec(call.path) ?? [];
    const name = decodeURIComponent(encoded);
    if (!name)
      throw new AwsError(
        'UnknownOperationException',
        `The local lambda serves Invoke only, not ${call.method} ${call.path}.`,
        404,
      );
    return name.startsWith('arn:') ? name : `arn:aws:lambda:${platform.region}:${platform.account}:function:${name}`;
  };
  return {
    signingName: 'lambda',
    authorize: (call): Access[] => [{ action: 'lambda:InvokeFunction', resource: arnOf(call) }],
    async handle(call): Promise<AwsAnswer> {
      const arn = arnOf(call);
      const plainArn = arn.split(':').slice(0, 7).join(':');
      if (platform.resource(plainArn)?.type !== 'AWS::Lambda::Function')
        throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
      const payload = call.body.length > 0 ? JSON.parse(call.body.toString('utf8')) : null;
      const options = call.caller.correlationId ? { correlationId: call.caller.correlationId } : {};
      if (call.headers['x-amz-invocation-type'] === 'Event') {
        await functions.invokeAsync(plainArn, payload, options);
        return { status: 202 };
      }
      const result = await functions.invoke(plainArn, payload, options);
      const headers = {
        'content-type': 'application/json',
        'x-amz-executed-version': '$LATEST',
        ...(result.error ? { 'x-amz-function-error': 'Unhandled' } : {}),
      };
      return { status: 200, headers, body: JSON.stringify(result.error ?? result.payload ?? null) };
    },
  };
}
