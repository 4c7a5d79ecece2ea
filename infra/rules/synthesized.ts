import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stage, synthesize } from '../app.ts';
import { writeMinimalSite } from '../build-web.ts';
import type { BundleReport } from '../bundle.ts';
import { readAssembly, type StackTemplate } from './assembly.ts';

export interface Synthesized {
  stacks: StackTemplate[];
  report: BundleReport;
  /** Folder of the cloud assembly. */
  outdir: string;
  remove(): void;
}

/** The application of one stage in a temporary folder, judged by cdk-nag on the way unless told otherwise, with a site of one page. */
export async function synthesizeForTest(
  stage: Stage,
  context: Record<string, unknown> = {},
  { checkRules = true } = {},
): Promise<Synthesized> {
  const folder = mkdtempSync(join(tmpdir(), `accord-${stage}-`));
  const siteFolder = join(folder, 'site');
  const outdir = join(folder, 'cdk.out');
  writeMinimalSite(siteFolder);
  const buildFolder = join(folder, 'functions');
  const report = await synthesize({ stage, outdir, siteFolder, buildFolder, checkRules, context });
  return {
    stacks: readAssembly(outdir),
    report,
    outdir,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
