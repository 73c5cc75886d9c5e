import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** A signing secret, this once. */
export function SecretNote({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <>
      <div className="codeblock mt-4">
        <pre data-testid="webhook-secret">{secret}</pre>
        <CopyButton label="Copy secret" done="Secret copied" text={secret} />
      </div>
      <div className="acts">
        <Button variant="primary" onClick={onDone}>
          I have it
        </Button>
      </div>
    </>
  );
}
