import { type AwsCall, AwsError, type AwsService, type Platform } from '../../kernel.ts';
import { decodeLeniently } from '../http-api/exchange.ts';
import type { WebSocketGateway } from './gateway.ts';

/**
 * The @connections API. Its path is `/<stage>/@connections/<id>`, with the API id before it when the caller's endpoint has one;
 * without it the connection tells which API is meant.
 */
export function managementService(platform: Platform, apis: Map<string, WebSocketGateway>): AwsService {
  const locate = (call: Pick<AwsCall, 'path'>): { api: WebSocketGateway | undefined; connectionId: string } => {
    const segments = call.path.split('/').filter(Boolean).map(decodeLeniently);
    const at = segments.indexOf('@connections');
    const connectionId = segments[at + 1] ?? '';
    if (at < 0 || !connectionId)
      throw new AwsError('NotFoundException', 'The path is not /@connections/{connectionId}.', 404);
    const named = segments.slice(0, at).find((segment) => apis.has(segment));
    const all = [...apis.values()];
    const holder = all.find((api) => api.has(connectionId));
    return { api: named ? apis.get(named) : (holder ?? all[0]), connectionId };
  };
  return {
    signingName: 'execute-api',
    authorize(call) {
      const { api, connectionId } = locate(call);
      const prefix = `arn:aws:execute-api:${platform.region}:${platform.account}`;
      const resource = `${prefix}:${api?.apiId}/${api?.stage}/${call.method}/@connections/${connectionId}`;
      return [{ action: 'execute-api:ManageConnections', resource }];
    },
    async handle(call) {
      const { api, connectionId } = locate(call);
      if (!api) throw new AwsError('GoneException', 'The connection is gone.', 410);
      switch (call.method) {
        case 'POST':
          await api.post(connectionId, call.body);
          return { status: 200 };
        case 'DELETE':
          api.disconnect(connectionId);
          return { status: 204 };
        case 'GET':
          return {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(api.describe(connectionId)),
          };
        default:
          throw new AwsError('BadRequestException', `The @connections API has no method ${call.method}.`);
      }
    },
  };
}
