import { useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link";
import { webhooksQuery } from "@/lib/browser/webhooks-query";

type WaysFieldsProps = {
  workspace: string;
  push: boolean;
  webhookIds: readonly string[];
  error: string | undefined;
  onChange: (ways: { push?: boolean; webhookIds?: readonly string[] }) => void;
};

/** How it is told beyond the inbox. */
export function WaysFields({ workspace, push, webhookIds, error, onChange }: WaysFieldsProps) {
  const { data: webhooks = [] } = useQuery(webhooksQuery(workspace));
  const toggle = (id: string) =>
    onChange({
      webhookIds: webhookIds.includes(id) ? webhookIds.filter((one) => one !== id) : [...webhookIds, id],
    });
  return (
    <div>
      <p className="label">Besides the inbox</p>
      <fieldset className="checks" aria-label="Besides the inbox">
        <label>
          <input type="checkbox" className="accent-accent" checked={push} onChange={() => onChange({ push: !push })} />
          <span>Browsers that allow it</span>
        </label>
        {webhooks.map(({ id, name, enabled }) => (
          <label key={id}>
            <input
              type="checkbox"
              className="accent-accent"
              checked={webhookIds.includes(id)}
              onChange={() => toggle(id)}
            />
            <span className="cut">
              {name} <span className="faint">webhook{enabled ? "" : ", off"}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {webhooks.length === 0 && (
        <p className="hint">
          <Link className="link" href={`/w/${workspace}/settings/webhooks`}>
            Add a webhook
          </Link>{" "}
          to be told in Slack or by a program.
        </p>
      )}
      {error && <p className="fault">{error}</p>}
    </div>
  );
}
