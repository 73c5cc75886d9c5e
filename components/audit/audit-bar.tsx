import { Download } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { auditExportPath } from "@/lib/browser/audit-query";
import { exportFormats } from "@/lib/contract/export";
import { familyWords } from "./audit-words";
import type { useAuditSelection } from "./use-audit-selection";

const acts = [
  { value: "", text: "All acts" },
  ...Object.entries(familyWords).map(([family, text]) => ({ value: `${family}.*`, text })),
];
const spans = [
  { value: "", text: "Any time" },
  { value: "24h", text: "Last day" },
  { value: "7d", text: "Last week" },
  { value: "30d", text: "Last 30 days" },
  { value: "90d", text: "Last 90 days" },
];

type AuditBarProps = Pick<ReturnType<typeof useAuditSelection>, "selection" | "set"> & { workspace: string };

/** What the audit log is narrowed by, and the same entries as a file. */
export function AuditBar({ workspace, selection, set }: AuditBarProps) {
  return (
    <search className="run-filter" aria-label="Filter">
      <Choice label="What was done" value={selection.act ?? ""} options={acts} onChange={(act) => set("act", act)} />
      <Choice label="When" value={selection.since ?? ""} options={spans} onChange={(since) => set("since", since)} />
      {selection.actor && (
        <Chip label={`the filter by ${selection.actor}`} onRemove={() => set("actor", "")}>
          by <b>{selection.actor}</b>
        </Chip>
      )}
      <span className="grow" />
      {exportFormats.map((format) => (
        <a key={format} className="btn" href={auditExportPath(workspace, selection, format)} download>
          <Download className="i i14" />
          {format === "csv" ? "CSV" : "NDJSON"}
        </a>
      ))}
    </search>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
};

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <select aria-label={label} className="field text-ink" value={value} onChange={(e) => onChange(e.target.value)}>
      {options.some((option) => option.value === value) ? null : <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}
