import type { UploadType } from '#domain/upload.ts';
import { Notice } from '@/ui/feedback.tsx';

interface Shown {
  url: string;
  title: string;
  contentType: UploadType;
  preview: 'image' | 'pdf' | 'text' | 'none';
}

/**
 * A file as the browser shows it by itself, from the site of the files. Text may do nothing at all there; a sandbox would switch the browser's own viewer of
 * PDF off, so such a file is kept apart by its origin alone.
 */
export function Preview({ file }: { file: Shown }) {
  const { url, title, preview } = file;
  if (preview === 'none') return <Notice tone="info">This kind of file has no preview; save it to look at it.</Notice>;
  if (preview === 'image')
    return <img src={url} alt={title} className="max-h-[70vh] w-full rounded-control bg-sunken object-contain" />;
  return (
    <iframe
      src={url}
      title={title}
      referrerPolicy="no-referrer"
      className="h-[55vh] w-full rounded-control border border-line bg-surface"
      {...(preview === 'text' ? { sandbox: '' } : {})}
    />
  );
}
