import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { endAllLogins } from "@/lib/browser/account-query";
import { tellSignedOut } from "@/lib/browser/streams-of-person";

export function LogOutEverywhere({ onClose }: { onClose: () => void }) {
  const leave = useMutation({
    mutationFn: endAllLogins,
    onSuccess: () => {
      tellSignedOut();
      location.href = "/login";
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Log out everywhere?"
      lead="Every browser in which you are logged in has to log in again, this one too. Open pages stop within seconds."
    >
      {leave.isError && (
        <p role="alert" className="fault">
          {leave.error.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onClose}>Stay</Button>
        <Button variant="danger" disabled={leave.isPending || leave.isSuccess} onClick={() => leave.mutate()}>
          Log out everywhere
        </Button>
      </div>
    </Dialog>
  );
}
