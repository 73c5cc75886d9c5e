import { Ban } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { type PermissionsAddress, sinceAges } from "./use-permissions-address";

const anyTime = "any";
const sinceOptions = [
  { value: anyTime, text: "Any time" },
  { value: "24h", text: "24 h" },
  { value: "7d", text: "7 d" },
  { value: "30d", text: "30 d" },
] as const;
const viewOptions = [
  { value: "matrix", text: "Matrix" },
  { value: "table", text: "Table" },
] as const;

export function PermissionBar({ address, setAddress }: PermissionsAddress) {
  const search = (field: "agent" | "operation", label: string) => (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={address[field]}
      onChange={(event) => void setAddress({ [field]: event.target.value || null })}
      className="field w-[180px] text-ink max-[760px]:w-full"
      autoComplete="off"
      spellCheck={false}
    />
  );
  return (
    <search className="flex flex-wrap items-center gap-2">
      {search("agent", "Agent")}
      {search("operation", "Operation")}
      <Button pressed={address.denied} onClick={() => void setAddress({ denied: address.denied ? null : true })}>
        <Ban className="i i14" aria-hidden />
        Only denied
      </Button>
      <Segmented
        label="Decided last"
        value={address.since ?? anyTime}
        options={sinceOptions}
        onChange={(value) => void setAddress({ since: sinceAges.find((age) => age === value) ?? null })}
      />
      <span className="grow" />
      <span className="hm">
        <Segmented
          label="Read as"
          value={address.view}
          options={viewOptions}
          onChange={(view) => void setAddress({ view })}
        />
      </span>
    </search>
  );
}
