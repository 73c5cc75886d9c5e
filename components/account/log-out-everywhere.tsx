import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
    <ConfirmDialog
      title="Log out everywhere?"
      lead="Every browser in which you are logged in has to log in again, this one too. Open pages stop within seconds."
      act="Log out everywhere"
      keep="Stay"
      doing={{ error: leave.error, isPending: leave.isPending || leave.isSuccess }}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    />
  );
}
