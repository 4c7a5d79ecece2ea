import { DOSSIER_EVENTS } from '#contract/events.ts';
import { createOrReplace } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { type DossierItem, Dossiers, dossierRef } from '#data/dossier.ts';
import { findOne } from '#data/read.ts';
import { type Dossier, dossierKey, dossierPaper, exhibitsOf } from '#domain/dossier.ts';
import { mediaKey } from '#domain/upload.ts';
import { keepObject } from '#platform/archive.ts';
import { readBytes } from '#platform/files.ts';
import { dateOf } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { readDossier } from '#runtime/disputes/read-dossier.ts';
import { sha256Base64, sha256Hex } from '#runtime/hash.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { type ZipFile, zipOf } from '#runtime/zip.ts';

/** Puts everything about a contract into one archive, for whoever decides on its money. One that was made since the event was asked for is not made again. */
export const handler = reaction(DOSSIER_EVENTS, async ({ data, occurredAt, correlationId }) => {
  const { workspaceId, campaignId } = data;
  const contractIds = 'contractIds' in data ? data.contractIds : [data.contractId];
  for (const contractId of contractIds)
    await make({ workspaceId, campaignId, contractId }, occurredAt, systemCommitContext({ correlationId }));
});

interface Name {
  workspaceId: string;
  campaignId: string;
  contractId: string;
}

async function make(name: Name, askedAt: string, context: CommitContext): Promise<void> {
  const { workspaceId, contractId } = name;
  const reference = dossierRef(workspaceId, contractId);
  if (isMade(await findOne(reference), askedAt)) return;
  const madeAt = context.nowIso;
  const file = await keep(name, madeAt);
  await commit(context, {
    reads: { dossier: reference },
    decide: ({ dossier }) => {
      const after = { workspaceId, contractId, askedAt: dossier?.askedAt ?? askedAt, file };
      const changes = isMade(dossier, askedAt) ? [] : [createOrReplace(Dossiers, dossier, after)];
      return { changes, answer: { status: 200, body: {} } };
    },
  });
}

function isMade(dossier: DossierItem | undefined, askedAt: string): boolean {
  return dossier?.file != null && dossier.file.madeAt >= askedAt;
}

/** What was shown in disputes: each file with whether it still is what its entry was sealed with, and its bytes as far as there is room. */
async function readEvidence(dossier: Dossier): Promise<{ evidence: object[]; files: ZipFile[] }> {
  const bucket = setting('FILES_BUCKET');
  const files: ZipFile[] = [];
  const evidence: object[] = [];
  for (const { file, ownerId, path } of exhibitsOf(dossier)) {
    const content = path === null ? null : await readBytes({ bucket, key: mediaKey({ ...file, ownerId }) });
    if (path && content) files.push({ name: path, content });
    evidence.push({ ...file, ownerId, path, isIntact: content && sha256Base64(content) === file.sha256 });
  }
  return { evidence, files };
}

async function keep(name: Name, madeAt: string): Promise<NonNullable<DossierItem['file']>> {
  const dossier = await readDossier(name, madeAt);
  if (!dossier) throw new Error(`The contract ${name.contractId} does not exist; there is nothing to put into a file.`);
  // Typesetter and fonts are more than all the rest: a delivery that finds the file made does not load them.
  const { renderPaper } = await import('#runtime/paper/render-paper.ts');
  const { evidence, files } = await readEvidence(dossier);
  const body = zipOf([
    { name: 'contract.json', content: JSON.stringify({ ...dossier, evidence }, undefined, 2) },
    { name: 'contract.pdf', content: await renderPaper(dossierPaper(dossier), dateOf(madeAt)) },
    ...files,
  ]);
  const sha256 = sha256Hex(body);
  const key = dossierKey(name.contractId, sha256);
  await keepObject(setting('FILES_BUCKET'), key, { body, contentType: 'application/zip', sha256: sha256Base64(body) });
  return { key, sha256, sizeBytes: body.length, madeAt };
}
