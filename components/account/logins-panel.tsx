import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toaster";
import { accountLoginsQuery, endLogin } from "@/lib/browser/account-query";
import { ApiProblem } from "@/lib/browser/api";
import { LogOutEverywhere } from "./log-out-everywhere";
import { LoginTable } from "./login-table";

export function LoginsPanel() {
  const queries = useQueryClient();
  const logins = useQuery(accountLoginsQuery);
  const [isLeaving, setLeaving] = useState(false);
  const end = useMutation({
    mutationFn: endLogin,
    onSuccess: () => toast("That login has ended"),
    onError: (error) => toast(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: accountLoginsQuery.queryKey }),
  });
  return (
    <section className="panel" aria-labelledby="logins-title">
      <header>
        <h2 id="logins-title">Logins</h2>
        <span className="grow" />
        <Button onClick={() => setLeaving(true)}>Log out everywhere</Button>
      </header>
      {logins.isLoading && <Skeleton rows={2} />}
      {logins.isError && (
        <ErrorState
          title="Your logins can't be read just now"
          text={logins.error.message}
          requestId={logins.error instanceof ApiProblem ? logins.error.requestId : null}
          onRetry={() => logins.refetch()}
        />
      )}
      {logins.data && <LoginTable logins={logins.data.logins} isBusy={end.isPending} onEnd={end.mutate} />}
      {isLeaving && <LogOutEverywhere onClose={() => setLeaving(false)} />}
    </section>
  );
}
