import { useEffect, useId, useRef, useState } from 'react';
import { createUpload, getUpload } from '#contract/areas/uploads.ts';
import { SCAN_REASON_WORDS } from '#domain/scan.ts';
import { isUndecided, UPLOAD_RULES, type UploadPurpose, type UploadType } from '#domain/upload.ts';
import { MAX_FILM_BYTES } from '#domain/upload-parts.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { ApiError } from '@/api/problem.ts';
import { base64Of, sendFile, sha256Of } from '@/api/send-file.ts';
import { Button } from '@/ui/button.tsx';
import { FieldError } from '@/ui/field.tsx';
import { UnfinishedFilms } from './unfinished-films.tsx';
import { dropFilm, typeInParts, uploadFilm } from './upload-film.ts';

interface PickedFile {
  key: string;
  file: File;
  name: string;
  /** 0 to 1 while it is sent. */
  sent: number;
  uploadId?: string;
  /** `stopped`: its sender has to say that it be tried again. */
  status: 'sending' | 'inspecting' | 'ready' | 'failed' | 'stopped';
  problem?: string;
  /** There is no connection; it goes on by itself. */
  isOffline?: boolean;
  /** Ends the sending of a film in parts. */
  controller?: AbortController;
  /** Shows what a film looks like, once it is ready and where that could be drawn. */
  stillUrl?: string | null;
}

const REJECTED: Record<string, string> = {
  type_mismatch: 'The content of this file is not of its type.',
  size_mismatch: 'This file did not arrive whole.',
  checksum_mismatch: 'This file changed on its way.',
  unreadable_picture: 'This picture is damaged, or larger than 50 megapixels.',
  unreadable_film: 'This film is damaged or cut off. Export it once more as MP4 or MOV.',
  ...SCAN_REASON_WORDS,
};

/** How often the inspection is asked after, ms. */
const ASK_EVERY_MS = 1000;

/** What is taken for each purpose, as people read it. */
const TAKEN: Record<UploadPurpose, string> = {
  content: 'JPEG, PNG or WebP up to 100 MB, MP4 or MOV up to 4 GB each. Long films go on after an interruption.',
  document: 'PDF, plain text, JPEG, PNG or WebP, up to 25 MB.',
  evidence: 'PDF, plain text, JPEG, PNG, WebP, MP4 or MOV, up to 25 MB each.',
};

/** Files of a piece or of evidence, or the one of a document: picked, sent with their progress, and inspected before anything may name them. */
export function UploadFiles(props: {
  purpose?: UploadPurpose;
  /** The campaign that a document is for. */
  campaignId?: string | undefined;
  error?: string | undefined;
  onChange: (now: { count: number; busy: boolean; ready: string[] }) => void;
}) {
  const id = useId();
  const [files, setFiles] = useState<PickedFile[]>([]);
  const edit = (key: string, change: Partial<PickedFile>) =>
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const { onChange, purpose = 'content', campaignId } = props;
  const isOne = purpose === 'document';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parent's callback is new at every render; only the files matter
  useEffect(() => {
    onChange({
      count: files.length,
      busy: files.some(({ status }) => status !== 'ready'),
      ready: files.flatMap(({ status, uploadId }) => (status === 'ready' && uploadId ? [uploadId] : [])),
    });
  }, [files]);
  const pick = (picked: FileList | null) => {
    for (const file of picked ?? []) {
      const added: PickedFile = { key: crypto.randomUUID(), file, name: file.name, sent: 0, status: 'sending' };
      setFiles((all) => (isOne ? [added] : [...all, added]));
      void upload(added, { purpose, campaignId }, (change) => edit(added.key, change));
    }
  };
  const sending = useRef<readonly PickedFile[]>([]);
  sending.current = files;
  // Whoever leaves the form takes their films along: what arrived of them waits for the next time.
  useEffect(
    () => () => {
      for (const { controller } of sending.current) controller?.abort();
    },
    [],
  );
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-small font-medium text-ink">
        {isOne ? 'File' : 'Files'}
      </label>
      <input
        id={id}
        type="file"
        multiple={!isOne}
        accept={UPLOAD_RULES[purpose].types.join(',')}
        aria-describedby={`${id}-hint`}
        className="control"
        onChange={(event) => {
          pick(event.target.files);
          event.target.value = '';
        }}
      />
      <p id={`${id}-hint`} className="mt-1.5 text-small text-faint">
        {TAKEN[purpose]}
      </p>
      <FieldError message={props.error} />
      {files.length > 0 && (
        <ul aria-label="Chosen files" className="mt-3 grid gap-2">
          {files.map((file) => (
            <li key={file.key} className="flex flex-wrap items-center justify-between gap-3">
              <span className="flex min-w-0 items-center gap-3">
                {file.stillUrl && <img src={file.stillUrl} alt="" className="h-12 w-16 rounded-control object-cover" />}
                <span className="min-w-0 break-all text-small">{file.name}</span>
              </span>
              <span className="flex items-center gap-3 text-small text-soft">
                <FileState file={file} onInspected={(change) => edit(file.key, change)} />
                {file.status === 'stopped' && (
                  <Button
                    size="small"
                    aria-label={`Send ${file.name} again`}
                    onClick={() => void upload(file, { purpose, campaignId }, (change) => edit(file.key, change))}
                  >
                    Try again
                  </Button>
                )}
                <Button
                  size="small"
                  variant="ghost"
                  aria-label={`Remove ${file.name}`}
                  onClick={() => {
                    setFiles((all) => all.filter(({ key }) => key !== file.key));
                    giveUp(file);
                  }}
                >
                  Remove
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {purpose === 'content' && <UnfinishedFilms chosen={files} />}
    </div>
  );
}

/** What was sent of a film that nobody wants any more is removed. */
function giveUp({ controller, status, uploadId }: PickedFile): void {
  controller?.abort();
  if (controller && uploadId && (status === 'sending' || status === 'stopped')) void dropFilm(uploadId);
}

interface Announced {
  purpose: UploadPurpose;
  campaignId: string | undefined;
}

type Edit = (change: Partial<PickedFile>) => void;

async function upload({ file }: PickedFile, of: Announced, edit: Edit): Promise<void> {
  const { types, maxBytes } = UPLOAD_RULES[of.purpose];
  const contentType = types.find((type) => type === file.type);
  if (!contentType) return edit({ status: 'failed', problem: 'This kind of file is not taken.' });
  const film = of.purpose === 'content' ? typeInParts(file) : undefined;
  const mostBytes = film ? MAX_FILM_BYTES : maxBytes;
  if (file.size === 0 || file.size > mostBytes)
    return edit({
      status: 'failed',
      problem: `A file must hold something, and ${film ? '4 GB' : `${mostBytes / 1024 ** 2} MB`} at most.`,
    });
  if (film) return sendInParts(file, film, edit);
  try {
    edit({
      uploadId: await announceAndSend(file, { ...of, contentType }, (sent) => edit({ sent })),
      status: 'inspecting',
    });
  } catch (error) {
    edit({ status: 'failed', problem: error instanceof ApiError ? error.message : 'It could not be sent. Try again.' });
  }
}

/** A film that was interrupted for too long, or refused, waits for its sender; removed ones and those of a form that was left say nothing more. */
async function sendInParts(file: File, contentType: Parameters<typeof uploadFilm>[1], edit: Edit): Promise<void> {
  const controller = new AbortController();
  edit({ status: 'sending', sent: 0, isOffline: false, controller });
  try {
    const uploadId = await uploadFilm(file, contentType, {
      controller,
      onBegun: (uploadId) => edit({ uploadId }),
      onProgress: (sent) => edit({ sent }),
      onOffline: (isOffline) => edit({ isOffline }),
    });
    edit({ uploadId, status: 'inspecting' });
  } catch (error) {
    const problem = error instanceof ApiError ? error.message : 'It was interrupted.';
    edit({ status: 'stopped', problem });
  }
}

async function announceAndSend(
  file: File,
  { campaignId, ...of }: Announced & { contentType: UploadType },
  onProgress: (sent: number) => void,
) {
  const facts = { fileName: file.name.slice(-200), sizeBytes: file.size, sha256: base64Of(await sha256Of(file)) };
  const body = { ...facts, ...of, ...(campaignId === undefined ? {} : { campaignId }) };
  const { uploadId, form } = await api.call(createUpload, { body }, { idempotencyKey: crypto.randomUUID() });
  if (!form) throw new Error('The upload has no form any more.');
  await sendFile(form, file, onProgress);
  return uploadId;
}

function FileState({ file, onInspected }: { file: PickedFile; onInspected: (change: Partial<PickedFile>) => void }) {
  if (file.status === 'sending')
    return (
      <span className="flex flex-wrap items-center gap-2">
        <progress value={file.sent} max={1} aria-label={`Sending ${file.name}`} className="w-24" />
        {Math.floor(file.sent * 100)} %
        {file.isOffline && <span role="status">No connection; it goes on by itself</span>}
      </span>
    );
  if (file.status === 'inspecting' && file.uploadId)
    return <Inspecting uploadId={file.uploadId} onInspected={onInspected} />;
  if (file.status === 'ready') return <span role="status">Ready</span>;
  return (
    <span role="alert" className="text-danger">
      {file.problem}
    </span>
  );
}

function Inspecting(props: { uploadId: string; onInspected: (change: Partial<PickedFile>) => void }) {
  const { data } = useEndpoint(
    getUpload,
    { params: { uploadId: props.uploadId } },
    { everyMs: (upload) => (!upload || isUndecided(upload) ? ASK_EVERY_MS : false) },
  );
  const status = data?.status;
  const reason = data?.reason;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each state, not for each render of the parent
  useEffect(() => {
    if (status === 'ready') props.onInspected({ status: 'ready', stillUrl: data?.thumbnailUrl ?? null });
    if (status === 'rejected' || status === 'expired' || status === 'aborted')
      props.onInspected({ status: 'failed', problem: REJECTED[reason ?? ''] ?? 'It did not arrive in time.' });
  }, [status, reason]);
  return <span role="status">{status === 'scanning' ? 'Being scanned for malware…' : 'Being checked…'}</span>;
}
