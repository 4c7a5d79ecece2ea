import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A synthesized application written by hand, for tests of the local target itself. */
export interface TestApplication {
  cdkOut: string;
  remove(): void;
}

/** Writes a cdk.out of the given stacks; `files` are the modules of every function by path, e.g. 'area/get-it.mjs'. */
export function writeTestApplication(
  stacks: Record<string, unknown>,
  files: Record<string, string> = {},
): TestApplication {
  const cdkOut = mkdtempSync(join(tmpdir(), 'accord-app-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(cdkOut, path)), { recursive: true });
    writeFileSync(join(cdkOut, path), text);
  };
  const artifacts: Record<string, unknown> = {};
  for (const [stack, template] of Object.entries(stacks)) {
    artifacts[stack] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${stack}.template.json` } };
    write(`${stack}.template.json`, JSON.stringify(template));
    const asset = {
      source: { path: 'asset.code', packaging: 'zip' },
      destinations: { current: { objectKey: 'code.zip' } },
    };
    write(`${stack}.assets.json`, JSON.stringify({ files: { code: asset } }));
  }
  write('manifest.json', JSON.stringify({ version: '1', artifacts }));
  for (const [path, text] of Object.entries(files)) write(join('asset.code', path), text);
  return { cdkOut, remove: () => rmSync(cdkOut, { recursive: true, force: true }) };
}

/** A table with pk, sk, gsi1, stream and TTL. */
export function tableResource(): Record<string, unknown> {
  return {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: 'main',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        { IndexName: 'gsi1', KeySchema: keySchema('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      Replicas: [{ Region: 'us-east-1' }],
    },
  };
}

/** A function `<id>` with a role of its own that holds `statements`; two resources. */
export function functionResources(
  id: string,
  handler: string,
  statements: unknown[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
        ...(statements.length > 0
          ? { Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] }
          : {}),
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: id,
        Runtime: 'nodejs22.x',
        Handler: handler,
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
        Timeout: 10,
        MemorySize: 256,
        ...more,
      },
    },
  };
}

function keySchema(hash: string, range: string): unknown[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}

/** Bundles one handler as the application's are: SDK inside, ES module. */
export async function bundleTestHandler(source: string): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return result.outputFiles[0]?.text ?? '';
}
