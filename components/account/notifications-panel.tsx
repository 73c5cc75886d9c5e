"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toaster";
import { ApiProblem } from "@/lib/browser/api";
import { changeNotificationPreferences, notificationPreferencesQuery } from "@/lib/browser/notifications-query";
import { type Digest, digests } from "@/lib/contract/digests";
import { PushBrowsers } from "./push-browsers";

const digestWords: Readonly<Record<Digest, string>> = {
  off: "Never",
  hourly: "Hourly",
  daily: "Daily",
};

/** How this person is told, beyond the inbox, of what a workspace's rules find. */
export function NotificationsPanel({ workspace, workspaceName }: { workspace: string; workspaceName: string }) {
  const client = useQueryClient();
  const query = notificationPreferencesQuery(workspace);
  const preferences = useQuery(query);
  const save = useMutation({
    mutationFn: (digest: Digest) => changeNotificationPreferences(workspace, { digest }),
    onSuccess: (saved) => {
      client.setQueryData(query.queryKey, saved);
      toast(saved.digest === "off" ? "No digest comes any more" : `A digest comes ${saved.digest}`);
    },
  });
  return (
    <section className="panel" id="notifications" aria-labelledby="notifications-title">
      <header>
        <h2 id="notifications-title">Notifications of {workspaceName}</h2>
      </header>
      {preferences.isError ? (
        <ErrorState
          title="How you are told can't be read just now"
          text={`${preferences.error.message} The inbox has everything.`}
          requestId={preferences.error instanceof ApiProblem ? preferences.error.requestId : null}
          onRetry={() => void preferences.refetch()}
        />
      ) : (
        <div className="account-form">
          <Field
            label="Mail of what is unread"
            error={save.error?.message}
            hint="Never an empty one, and nothing that you have read."
          >
            {(input) => (
              <select
                {...input}
                className="input"
                value={preferences.data?.digest ?? "off"}
                disabled={!preferences.data || save.isPending}
                onChange={({ target }) => {
                  const digest = digests.find((one) => one === target.value);
                  if (digest) save.mutate(digest);
                }}
              >
                {digests.map((digest) => (
                  <option key={digest} value={digest}>
                    {digestWords[digest]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <PushBrowsers workspace={workspace} />
    </section>
  );
}
