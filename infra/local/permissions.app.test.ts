import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForTests, type TestPlatform } from './testing.ts';

// biome-ignore lint/suspicious/noExplicitAny: a CloudFormation template's own shape
type Template = Record<string, any>;

let whole: TestPlatform;
beforeAll(async () => {
  whole = await startForTests();
});
afterAll(() => whole?.stop());

/** A copy of the synthesized product, its assets still found. */
function copyOfProduct(): string {
  const source = resolve('cdk.out');
  const copy = mkdtempSync(join(tmpdir(), 'accord-copy-'));
  for (const file of readdirSync(source).filter((name) => name.endsWith('.json')))
    cpSync(join(source, file), join(copy, file));
  for (const file of readdirSync(copy).filter((name) => name.endsWith('.assets.json'))) {
    const manifest = JSON.parse(readFileSync(join(copy, file), 'utf8'));
    for (const asset of Object.values<Template>(manifest.files ?? {})) {
      if (asset.source.path) asset.source.path = relative(copy, resolve(source, asset.source.path));
    }
    writeFileSync(join(copy, file), JSON.stringify(manifest));
  }
  return copy;
}

/** Takes the statements with that action out of the role of the function; gives how many it took. */
function removeStatements(cdkOut: string, functionName: string, action: string): number {
  let taken = 0;
  for (const file of readdirSync(cdkOut).filter((name) => name.endsWith('.template.json'))) {
    const template: Template = JSON.parse(readFileSync(join(cdkOut, file), 'utf8'));
    const resources = Object.values<Template>(template.Resources ?? {});
    const target = resources.find(
      ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.FunctionName === functionName,
    );
    const roleId = target?.Properties.Role['Fn::GetAtt'][0];
    if (!roleId) continue;
    const documents = resources.flatMap(({ Type, Properties }) =>
      Type === 'AWS::IAM::Policy' && JSON.stringify(Properties.Roles).includes(`"${roleId}"`)
        ? [Properties.PolicyDocument]
        : [],
    );
    documents.push(
      ...(template.Resources[roleId].Properties.Policies ?? []).map((policy: Template) => policy.PolicyDocument),
    );
    for (const document of documents) {
      const kept = document.Statement.filter((statement: Template) => ![statement.Action].flat().includes(action));
      taken += document.Statement.length - kept.length;
      document.Statement = kept;
    }
    writeFileSync(join(cdkOut, file), JSON.stringify(template));
  }
  return taken;
}

const health = async (on: TestPlatform): Promise<number> => (await fetch(`${on.urls.api}/health`)).status;

describe('the product on this machine', () => {
  it('answers through site, authorizer and function without a refused permission', async () => {
    expect(await health(whole)).toBe(200);
    expect(whole.platform.trace.recent({ kind: 'access.denied' })).toEqual([]);
  });

  it('fails with AccessDenied naming function, action and ARN once a statement of one role is taken out', async () => {
    const cdkOut = copyOfProduct();
    const authorizer = 'accord-local-authorizer-authorize-request';
    expect(removeStatements(cdkOut, authorizer, 'dynamodb:UpdateItem')).toBe(1);
    const crippled = await startForTests({ cdkOut });
    try {
      expect(await health(crippled)).toBeGreaterThanOrEqual(500);
      const [denied] = crippled.platform.trace.recent({ kind: 'access.denied', limit: 1 });
      const table = crippled.platform.resources('AWS::DynamoDB::Table')[0]?.attributes.Arn;
      expect(denied?.data).toMatchObject({ functionName: authorizer, action: 'dynamodb:UpdateItem', resource: table });
      expect(
        crippled.logged.some(
          (line) => line.includes(authorizer) && line.includes('dynamodb:UpdateItem') && line.includes(String(table)),
        ),
      ).toBe(true);
    } finally {
      await crippled.stop();
      rmSync(cdkOut, { recursive: true, force: true });
    }
  });
});
