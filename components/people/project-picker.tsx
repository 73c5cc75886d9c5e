import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { facetValuesQuery } from "@/lib/browser/facet-values-query";

type ProjectPickerProps = {
  workspace: string;
  /** Null: all. */
  projects: readonly string[] | null;
  onChange: (projects: readonly string[] | null) => void;
  error?: string | undefined;
};

/** All projects, or some: of those that events have named, or any other by its name. */
export function ProjectPicker({ workspace, projects, onChange, error }: ProjectPickerProps) {
  const group = useId();
  return (
    <fieldset aria-describedby={error ? `${group}-fault` : undefined}>
      <legend className="label">What they see</legend>
      <label className="flex items-center gap-2 py-0.5">
        <input
          type="radio"
          name={group}
          className="accent-accent"
          checked={projects === null}
          onChange={() => onChange(null)}
        />
        All projects
      </label>
      <label className="flex items-center gap-2 py-0.5">
        <input
          type="radio"
          name={group}
          className="accent-accent"
          checked={projects !== null}
          onChange={() => onChange([])}
        />
        Some projects only
      </label>
      {projects && <SomeProjects workspace={workspace} projects={projects} onChange={onChange} />}
      {error && (
        <p id={`${group}-fault`} className="fault">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type SomeProjectsProps = { workspace: string; projects: readonly string[]; onChange: (some: string[]) => void };

function SomeProjects({ workspace, projects, onChange }: SomeProjectsProps) {
  const [typed, setTyped] = useState("");
  const { data } = useQuery(facetValuesQuery(workspace, "project"));
  const known = data?.values.map(({ value }) => value) ?? [];
  const listed = [...new Set([...known, ...projects])];
  const without = (project: string) => projects.filter((each) => each !== project);
  const add = () => {
    const project = typed.trim();
    setTyped("");
    if (project !== "") onChange([...without(project), project]);
  };
  return (
    <div className="mt-1 ml-[21px] grid gap-2">
      {listed.length > 0 && (
        <div className="max-h-40 overflow-y-auto">
          {listed.map((project) => (
            <label key={project} className="flex min-w-0 items-center gap-2 py-0.5">
              <input
                type="checkbox"
                className="accent-accent"
                checked={projects.includes(project)}
                onChange={({ target }) => onChange(target.checked ? [...projects, project] : without(project))}
              />
              <span className="cut" title={project}>
                {project}
              </span>
            </label>
          ))}
        </div>
      )}
      <div className="flex items-center gap-2">
        <input
          className="input"
          aria-label="Another project"
          placeholder="another project"
          maxLength={200}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button disabled={typed.trim() === ""} onClick={add}>
          Add
        </Button>
      </div>
    </div>
  );
}
