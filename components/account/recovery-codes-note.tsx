import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** The codes, this once. */
export function RecoveryCodesNote({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <>
      <div className="codeblock mt-4">
        <pre data-testid="recovery-codes" className="recovery-codes">
          {codes.join("\n")}
        </pre>
        <CopyButton label="Copy codes" done="Codes copied" text={codes.join("\n")} />
      </div>
      <div className="acts">
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </>
  );
}
