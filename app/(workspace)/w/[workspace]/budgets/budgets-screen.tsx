"use client";

import { BudgetBoard } from "@/components/budgets/budget-board";
import { BehindNote } from "@/components/shell/behind-note";
import { TopBar } from "@/components/shell/top-bar";

export function BudgetsScreen({ workspace }: { workspace: string }) {
  return (
    <>
      <TopBar title="Budgets" note="what agents may still spend" />
      <BehindNote workspace={workspace} models={["budgets"]} />
      <main className="scroll">
        <div className="page">
          <BudgetBoard workspace={workspace} />
        </div>
      </main>
    </>
  );
}
