import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { turnOffSecondFactor } from "@/lib/browser/account-query";
import { faultAt, otherFault } from "@/lib/browser/fault-at";

/** By the password; by a code where there is no password. */
export function TurnOffSecondFactor({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const turnOff = useMutation({
    mutationFn: turnOffSecondFactor,
    onSuccess: () => {
      toast("The second factor is off");
      onClose();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const proof = String(new FormData(event.currentTarget).get("proof"));
    turnOff.mutate(hasPassword ? { password: proof } : { code: proof });
  }

  const fault = otherFault(turnOff.error, ["password", "code"]);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Turn off the second factor?"
      lead="From then on your password alone logs you in. Your recovery codes are gone with it."
    >
      <form className="form" onSubmit={submit}>
        <TextInput
          label={hasPassword ? "Your password" : "A code of your app, or a recovery code"}
          name="proof"
          type={hasPassword ? "password" : "text"}
          autoComplete={hasPassword ? "current-password" : "one-time-code"}
          required
          error={faultAt(turnOff.error, hasPassword ? "password" : "code")}
        />
        {fault && (
          <p role="alert" className="fault">
            {fault}
          </p>
        )}
        <div className="acts">
          <Button onClick={onClose}>Keep it on</Button>
          <Button type="submit" variant="danger" disabled={turnOff.isPending}>
            Turn off
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
