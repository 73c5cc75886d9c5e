import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
};

export function DialogContent({ open, onClose, title, lead, children }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="veil" />
        <Primitive.Content className="dialog" {...(lead ? {} : { "aria-describedby": undefined })}>
          <Primitive.Title asChild>
            <h2>{title}</h2>
          </Primitive.Title>
          {lead && (
            <Primitive.Description asChild>
              <div className="lead">{lead}</div>
            </Primitive.Description>
          )}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
