import clsx from "clsx";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

type NumberedStepProps = { number: number; title: string; isDone: boolean; children: ReactNode };

export function NumberedStep({ number, title, isDone, children }: NumberedStepProps) {
  return (
    <div className={clsx("step", isDone && "done")}>
      <span className="no">
        {isDone ? <Check className="i i13" /> : number}
        {isDone && <span className="hide">Done</span>}
      </span>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  );
}
