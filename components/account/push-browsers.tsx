import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Pill } from "@/components/ui/pill";
import { toast } from "@/components/ui/toaster";
import { ApiProblem } from "@/lib/browser/api";
import { subscribeHere } from "@/lib/browser/push-here";
import { addPush, pushQuery, removePush } from "@/lib/browser/push-query";
import type { PushDraft } from "@/lib/contract/webhooks";
import { usePushHere } from "./use-push-here";

/** The browsers that show what rules find as it begins; this one is added here. */
export function PushBrowsers({ workspace }: { workspace: string }) {
  const client = useQueryClient();
  const query = pushQuery(workspace);
  const { data, error, refetch } = useQuery(query);
  const { ability, endpoint, look } = usePushHere();
  const onSettled = async () => {
    look();
    await client.invalidateQueries({ queryKey: query.queryKey });
  };
  const add = useMutation({
    mutationFn: async (publicKey: string) => {
      const subscription = await subscribeHere(publicKey);
      if (subscription === null) return false;
      await addPush(workspace, subscription as PushDraft);
      return true;
    },
    onSuccess: (done) => done && toast("This browser shows notifications now"),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => removePush(workspace, id),
    onSuccess: () => toast("That browser shows none any more"),
    onError: (problem) => toast(problem.message),
    onSettled,
  });
  if (error) {
    return (
      <ErrorState
        title="Your browsers can't be read just now"
        text={error.message}
        requestId={error instanceof ApiProblem ? error.requestId : null}
        onRetry={() => void refetch()}
      />
    );
  }
  const subscriptions = data?.subscriptions ?? [];
  const isOn = subscriptions.some((one) => one.endpoint === endpoint);
  return (
    <div className="border-t border-line p-3.5">
      <div className="flex flex-wrap items-center gap-3">
        <p className="grow basis-64">
          <b>In this browser</b>
          <span className="muted block">{abilityWords(ability, isOn)}</span>
        </p>
        {ability === "possible" && !isOn && (
          <Button disabled={!data || add.isPending} onClick={() => data && add.mutate(data.public_key)}>
            {add.isPending ? "Asking" : "Show them here"}
          </Button>
        )}
      </div>
      {add.isError && (
        <p role="alert" className="fault">
          {add.error.message}
        </p>
      )}
      {subscriptions.length > 0 && (
        <ul className="mt-3 grid gap-1" aria-label="Browsers that show notifications">
          {subscriptions.map(({ id, device, created_at, endpoint: at }) => (
            <li key={id} className="flex items-center gap-2">
              <span className="cut">{device}</span>
              {at === endpoint && <Pill>this one</Pill>}
              <span className="faint sm grow">
                since <Instant time={created_at} form="day" />
              </span>
              <Button
                variant="ghost"
                size="small"
                aria-label={`Turn off ${device}`}
                disabled={remove.isPending}
                onClick={() => remove.mutate(id)}
              >
                Turn off
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function abilityWords(ability: ReturnType<typeof usePushHere>["ability"], isOn: boolean): string {
  switch (ability) {
    case null:
      return "–";
    case "insecure":
      return "Browsers show notifications only of pages that come by https, or from this machine.";
    case "unsupported":
      return "It knows no notifications. On an iPhone, add Sightline to the home screen first.";
    case "refused":
      return "It was told to show none of this site. Its settings for the site change that.";
    case "possible":
      return isOn
        ? "It shows what rules with push find, when it begins, even with no page open."
        : "It can show what rules with push find, when it begins. It asks you first.";
  }
}
