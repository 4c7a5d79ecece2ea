import { getOpenApi } from '#contract/areas/system.ts';
import { endpoints } from '#contract/index.ts';
import { toOpenApi } from '#contract/openapi.ts';
import { endpoint } from '#runtime/endpoint.ts';

let document: Record<string, unknown> | undefined;

export const handler = endpoint(getOpenApi, async () => {
  document ??= toOpenApi(endpoints);
  return { status: 200, body: document };
});
