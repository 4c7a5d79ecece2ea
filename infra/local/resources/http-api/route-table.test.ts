import { describe, expect, it } from 'vitest';
import { compileRoute, matchRoute } from './route-table.ts';

const routes = [
  'GET /pets/dog/1',
  'GET /pets/dog/{id}',
  'GET /pets/{proxy+}',
  'ANY /{proxy+}',
  '$default',
  'ANY /pets/dog/{id}',
].map((key) => compileRoute(key, key));

describe('matchRoute', () => {
  // The example of the API Gateway developer guide, "Routes for HTTP APIs", and the cases around it.
  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['PUT', '/pets/dog/2', 'ANY /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['GET', '/', '$default', {}],
    ['GET', '/pets/dog/a%2Fb', 'GET /pets/dog/{id}', { id: 'a/b' }],
    ['GET', '/pets/dog/%zz', 'GET /pets/dog/{id}', { id: '%zz' }],
  ])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
    const match = matchRoute(routes, method, path);
    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  it('finds nothing without a matching route', () => {
    expect(matchRoute([compileRoute('GET /a/{b}', 0)], 'GET', '/a/')).toBeUndefined();
    expect(matchRoute([compileRoute('GET /a', 0)], 'POST', '/a')).toBeUndefined();
  });

  it('refuses a malformed route key', () => {
    expect(() => compileRoute('GET pets', 0)).toThrow('"GET pets" is neither');
  });
});
