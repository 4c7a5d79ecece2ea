import { type MouseEvent, useEffect, useRef } from 'react';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { FilmPlayer } from '@/ui/film-player.tsx';
import { ScanNote } from '@/ui/scan-note.tsx';
import type { ContentView } from './content-words.tsx';
import type { PieceTalk, Place } from './use-piece-talk.ts';

type File = ContentView['media'][number];

/** The files of a piece, as pictures and films, with the places that comments are about; their addresses show them for a few minutes. `onSeen` is told of each that was looked at. */
export function PieceMedia({ talk, onSeen }: { talk: PieceTalk; onSeen?: (uploadId: string) => void }) {
  const { media } = talk.piece;
  if (media.length === 0) return null;
  return (
    <ul aria-label="Files" className="flex flex-wrap gap-3">
      {media.map((file) => (
        <li key={file.uploadId} className="min-w-0 max-w-full">
          {file.url === null ? (
            <span className="text-small break-all text-soft">{file.fileName}</span>
          ) : file.contentType.startsWith('video/') ? (
            <Film file={file} url={file.url} talk={talk} onSeen={onSeen} />
          ) : (
            <Picture file={file} url={file.url} talk={talk} onSeen={onSeen} />
          )}
          <ScanNote scan={file.scan} />
        </li>
      ))}
    </ul>
  );
}

type Shown = { file: File; url: string; talk: PieceTalk; onSeen: ((uploadId: string) => void) | undefined };

function Film({ file, url, talk, onSeen }: Shown) {
  return (
    <div className="grid justify-items-start gap-2">
      <FilmPlayer
        ref={(film) => talk.keepFilm(file.uploadId, film)}
        url={url}
        stillUrl={file.thumbnailUrl}
        fileName={file.fileName}
        onPlaying={() => onSeen?.(file.uploadId)}
      />
      {talk.isOpen && talk.mayComment && (
        <Button size="small" icon="clock" onClick={() => talk.pointAtMoment(file.uploadId)}>
          Comment on this moment
        </Button>
      )}
    </div>
  );
}

/** A picture; while its comments are open, a press on it says where the next one points. */
function Picture({ file, url, talk, onSeen }: Shown) {
  const shown = useLookedAt(() => onSeen?.(file.uploadId));
  const image = (
    <img ref={shown} src={url} alt={file.fileName} className="max-h-80 max-w-full rounded-control border border-line" />
  );
  if (!talk.isOpen)
    return (
      <a href={url} rel="noreferrer noopener" target="_blank">
        {image}
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
    );
  const pins = talk.threads?.filter(({ comment }) => comment.place?.uploadId === file.uploadId) ?? [];
  const own = talk.place?.uploadId === file.uploadId ? talk.place : undefined;
  return (
    <div className="grid justify-items-start gap-1">
      <div className="relative">
        {talk.mayComment ? (
          <button
            type="button"
            aria-label={`${file.fileName}: comment on a place in it`}
            className="block cursor-crosshair rounded-control"
            onClick={(event) => talk.setPlace({ uploadId: file.uploadId, ...pointOf(event) })}
          >
            {image}
          </button>
        ) : (
          image
        )}
        {pins.map(
          ({ comment, pin }) => comment.place && <Pin key={comment.commentId} at={comment.place} name={`${pin}`} />,
        )}
        {own && <Pin at={own} name="+" isNew />}
      </div>
      {talk.mayComment && <p className="text-small text-faint">Press on the picture to comment on a place in it.</p>}
    </div>
  );
}

/** Tells once when a picture is there and most of it stands before somebody's eyes. */
function useLookedAt(tell: () => void) {
  const image = useRef<HTMLImageElement>(null);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const { current } = image;
    if (!current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        latest.current();
        observer.disconnect();
      },
      { threshold: 0.6 },
    );
    // Before that it has no size, and all of nothing is before somebody's eyes.
    const begin = () => observer.observe(current);
    if (current.complete && current.naturalWidth > 0) begin();
    else current.addEventListener('load', begin, { once: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('load', begin);
    };
  }, []);
  return image;
}

/** Where in a picture was pressed, in thousandths; its middle when it was pressed by the keyboard. */
function pointOf({ currentTarget, clientX, clientY, detail }: MouseEvent) {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const share = (part: number, whole: number) => Math.min(1000, Math.max(0, Math.round((1000 * part) / whole)));
  if (detail === 0) return { xPermille: 500, yPermille: 500 };
  return { xPermille: share(clientX - left, width), yPermille: share(clientY - top, height) };
}

function Pin({ at, name, isNew = false }: { at: Place; name: string; isNew?: boolean }) {
  return (
    <span
      aria-hidden="true"
      style={{ left: `${(at.xPermille ?? 0) / 10}%`, top: `${(at.yPermille ?? 0) / 10}%` }}
      className={cx(
        'pointer-events-none absolute grid size-6 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full border-2 border-surface text-small font-semibold',
        isNew ? 'bg-ink text-surface' : 'bg-accent text-accent-ink',
      )}
    >
      {name}
    </span>
  );
}
