"use client";

import { RulesPanel } from "@/components/rules/rules-panel";
import { FilterField, filterWords } from "@/components/timeline/filter-field";
import type { Role } from "@/lib/contract/roles";

export function RulesScreen({ workspace, role }: { workspace: string; role: Role }) {
  return (
    <RulesPanel
      workspace={workspace}
      role={role}
      describe={filterWords}
      filterField={(props) => <FilterField workspace={workspace} {...props} />}
    />
  );
}
