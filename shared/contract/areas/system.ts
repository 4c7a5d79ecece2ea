import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

export const getHealth = defineEndpoint({
  id: 'system.get-health',
  method: 'GET',
  path: '/health',
  allow: 'anyone',
  responses: { 200: z.strictObject({ status: z.literal('ok'), version: z.string() }) },
  errors: [],
  summary: 'Whether the API answers.',
});

export const getOpenApi = defineEndpoint({
  id: 'system.get-openapi',
  method: 'GET',
  path: '/openapi.json',
  allow: 'anyone',
  responses: { 200: z.record(z.string(), z.unknown()) },
  errors: [],
  summary: 'This API as an OpenAPI 3.1 document.',
});

export const systemEndpoints = [getHealth, getOpenApi] as const;
