import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

type ConfirmDialogProps = {
  title: string;
  /** What will be so then, and what stays. */
  lead: string;
  /** The button that does it, and the one that leaves all as it is. */
  act: string;
  keep?: string;
  /** What came of it: a mutation's state. */
  doing: { isPending: boolean; error: Error | null };
  onConfirm: () => void;
  onClose: () => void;
  /** What may be chosen with it. */
  children?: ReactNode;
};

/** Asks before something is gone, and says why it could not be done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, lead, act, keep = "Keep it", doing, onConfirm, onClose, children } = props;
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      {children}
      {doing.error && (
        <p role="alert" className="fault">
          {doing.error.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>{keep}</Button>
        <Button variant="danger" disabled={doing.isPending} onClick={onConfirm}>
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
