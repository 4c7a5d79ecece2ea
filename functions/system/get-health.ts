import { getHealth } from '#contract/areas/system.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getHealth, async () => ({ status: 200, body: { status: 'ok', version: '0.1.0' } }));
