import { useState } from 'react';
import { listInvoices } from '#contract/areas/invoices.ts';
import { csvText } from '#domain/csv.ts';
import { INVOICE_KINDS, type InvoiceKind, isOfBrand } from '#domain/invoice.ts';
import { invoiceTitle } from '#domain/invoice-paper.ts';
import { invoiceRows } from '#domain/invoice-rows.ts';
import type { Side } from '#domain/offer.ts';
import { api } from '@/api/index.ts';
import { explain } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { saveFile } from '@/ui/save-file.ts';
import type { InvoiceView } from '../invoice-parts.tsx';

export interface Filters {
  kind?: InvoiceKind;
  from?: string;
  until?: string;
}

const PER_PAGE = 100;

/** Kind and days of issue, and the documents they leave as a file. */
export function FilterBar(props: { filters: Filters; onChange: (filters: Filters) => void; side: Side }) {
  const { onChange, side } = props;
  const [filters, setFilters] = useState(props.filters);
  const set = (name: keyof Filters, value: string) => {
    const { [name]: _before, ...others } = filters;
    const next = value === '' ? others : { ...others, [name]: value };
    setFilters(next);
    if (!isBackward(next)) onChange(next);
  };
  return (
    <div className="mb-5 grid gap-3 sm:flex sm:flex-wrap sm:items-end">
      <Field label="Kind">
        <Select value={filters.kind ?? ''} onChange={({ target }) => set('kind', target.value)}>
          <option value="">All</option>
          {INVOICE_KINDS.filter((kind) => isOfBrand(kind) === (side === 'brand')).map((kind) => (
            <option key={kind} value={kind}>
              {invoiceTitle(kind)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Issued from">
        <Input type="date" value={filters.from ?? ''} onChange={({ target }) => set('from', target.value)} />
      </Field>
      <Field label="Until" error={isBackward(filters) ? 'must not be before the first day' : undefined}>
        <Input type="date" value={filters.until ?? ''} onChange={({ target }) => set('until', target.value)} />
      </Field>
      <SaveCsv filters={props.filters} />
    </div>
  );
}

/** A period that ends before it begins is said at its field and asked of nobody. */
function isBackward({ from, until }: Filters): boolean {
  return Boolean(from && until && from > until);
}

function SaveCsv({ filters }: { filters: Filters }) {
  const [state, setState] = useState<{ busy?: boolean; problem?: string }>({});
  async function save() {
    setState({ busy: true });
    try {
      const text = csvText(invoiceRows(await readAll(filters)));
      saveFile(new Blob([text], { type: 'text/csv; charset=utf-8' }), 'invoices.csv');
      setState({});
    } catch (error) {
      setState({ problem: explain(error) });
    }
  }
  return (
    <>
      <Button icon="download" busy={state.busy ?? false} onClick={() => void save()}>
        Download as CSV
      </Button>
      {state.problem && <Notice tone="bad">{state.problem}</Notice>}
    </>
  );
}

/** Every document that the filters leave, newest first. */
async function readAll(filters: Filters): Promise<InvoiceView[]> {
  const all: InvoiceView[] = [];
  let cursor: string | null = null;
  do {
    const query = { ...filters, limit: PER_PAGE, ...(cursor === null ? {} : { cursor }) };
    const page: { items: InvoiceView[]; nextCursor: string | null } = await api.call(listInvoices, { query });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
