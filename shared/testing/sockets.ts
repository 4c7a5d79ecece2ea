import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';

/** What was sent to WebSocket connections, and which of them are gone. */
export interface TestSockets {
  /** Messages of one connection, oldest first. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON messages, looked at by tests
  heardBy(connectionId: string): any[];
  lose(connectionId: string): void;
  /** Whether our side has closed it. */
  wasClosed(connectionId: string): boolean;
}

/** Stands in for the gateway's side of open connections. */
export function captureSockets(): TestSockets {
  process.env.SOCKETS_URL = 'https://sockets.test/ws';
  const heard = new Map<string, unknown[]>();
  const lost = new Set<string>();
  const closed = new Set<string>();
  mockClient(ApiGatewayManagementApiClient)
    .on(DeleteConnectionCommand)
    .callsFake(({ ConnectionId }: { ConnectionId: string }) => {
      if (lost.has(ConnectionId)) throw new GoneException({ message: 'gone', $metadata: {} });
      closed.add(ConnectionId);
      lost.add(ConnectionId);
      return {};
    })
    .on(PostToConnectionCommand)
    .callsFake(({ ConnectionId, Data }: { ConnectionId: string; Data: string }) => {
      if (lost.has(ConnectionId)) throw new GoneException({ message: 'gone', $metadata: {} });
      heard.set(ConnectionId, [...(heard.get(ConnectionId) ?? []), JSON.parse(Data)]);
      return {};
    });
  return { heardBy: (id) => heard.get(id) ?? [], lose: (id) => void lost.add(id), wasClosed: (id) => closed.has(id) };
}
