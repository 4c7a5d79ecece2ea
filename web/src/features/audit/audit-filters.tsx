import { AUDIT_KINDS, type AuditKind } from '#domain/audit.ts';
import { Choice } from '@/ui/choice.tsx';
import { Input, Select } from '@/ui/field.tsx';
import { type Filters, KIND_NAMES, type Names } from './audit-words.ts';

/** Narrows a log by kind, person and time. */
export function AuditFilters(props: {
  filters: Filters;
  onChange: (filters: Filters) => void;
  kinds?: readonly AuditKind[];
  people?: Names;
}) {
  const { filters, onChange, kinds = AUDIT_KINDS, people } = props;
  return (
    <search aria-label="Narrow the log" className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-4">
      <Choice label="Kind">
        <Select
          value={filters.kind}
          onChange={(event) => onChange({ ...filters, kind: event.target.value as Filters['kind'] })}
        >
          <option value="">Everything</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_NAMES[kind]}
            </option>
          ))}
        </Select>
      </Choice>
      {people && (
        <Choice label="Person">
          <Select value={filters.userId} onChange={(event) => onChange({ ...filters, userId: event.target.value })}>
            <option value="">Everybody</option>
            {[...people].map(([userId, name]) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </Select>
        </Choice>
      )}
      <Choice label="From">
        <Input
          type="date"
          value={filters.fromDay}
          max={filters.untilDay || undefined}
          onChange={(event) => onChange({ ...filters, fromDay: event.target.value })}
        />
      </Choice>
      <Choice label="To">
        <Input
          type="date"
          value={filters.untilDay}
          min={filters.fromDay || undefined}
          onChange={(event) => onChange({ ...filters, untilDay: event.target.value })}
        />
      </Choice>
    </search>
  );
}
