import { useState } from 'react';
import { explain } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { toast } from '@/ui/toast.tsx';
import type { Filters, Names } from './audit-words.ts';
import { downloadLog, type Log } from './read-log.ts';

const FORMATS = ['csv', 'json'] as const;

/** Saves the log as the filters narrow it. */
export function SaveLog({ log, filters, names }: { log: Log; filters: Filters; names: Names }) {
  const [state, setState] = useState<{ busy?: (typeof FORMATS)[number]; problem?: string }>({});
  async function save(format: (typeof FORMATS)[number]) {
    setState({ busy: format });
    try {
      toast(await downloadLog(log, filters, names, format));
      setState({});
    } catch (error) {
      setState({ problem: explain(error) });
    }
  }
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          icon="download"
          onClick={() => void save(format)}
          busy={state.busy === format}
        >
          {format === 'csv' ? 'Download as CSV' : 'Download as JSON'}
        </Button>
      ))}
      {state.problem && <Notice tone="bad">{state.problem}</Notice>}
    </div>
  );
}
