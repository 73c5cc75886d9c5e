"use client";

import { ChartColumn, Table2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

type TableToggleProps = { isTable: boolean; onChange: (isTable: boolean) => void };

/** Turns a chart into its table and back. */
export function TableToggle({ isTable, onChange }: TableToggleProps) {
  return (
    <IconButton size="small" label={isTable ? "Show as a chart" : "Read as a table"} onClick={() => onChange(!isTable)}>
      {isTable ? <ChartColumn className="i i14" /> : <Table2 className="i i14" />}
    </IconButton>
  );
}
