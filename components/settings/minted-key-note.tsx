import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

type MintedKeyNoteProps = { apiKey: string; maySend: boolean; onDone: () => void };

/** The key, this once, and a line that sends the first event with it. */
export function MintedKeyNote({ apiKey, maySend, onDone }: MintedKeyNoteProps) {
  const curl = firstEventCurl(apiKey, location.origin);
  return (
    <>
      <div className="codeblock mt-4">
        <pre data-testid="minted-key">{apiKey}</pre>
        <CopyButton label="Copy key" done="Key copied" text={apiKey} />
      </div>
      {maySend && (
        <>
          <h3 className="label mt-4">Send a first event</h3>
          <div className="codeblock">
            <pre data-testid="first-event-curl">{curl}</pre>
            <CopyButton label="Copy curl line" done="Copied as curl, with the key in it" text={curl} />
          </div>
        </>
      )}
      <div className="acts">
        <Button variant="primary" onClick={onDone}>
          I have it
        </Button>
      </div>
    </>
  );
}

function firstEventCurl(apiKey: string, origin: string): string {
  const event = JSON.stringify({ event_type: "task_started", agent_id: "first-agent", operation: "Say hello" });
  return [
    `curl ${origin}/api/v1/events/ingest`,
    `-H 'Authorization: Bearer ${apiKey}'`,
    "-H 'Content-Type: application/json'",
    `-d '${event}'`,
  ].join(" \\\n  ");
}
