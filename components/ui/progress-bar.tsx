/** How far a long work is, from 0 to 1. */
export function ProgressBar({ label, share }: { label: string; share: number }) {
  return <progress className="progress" aria-label={label} max={100} value={Math.floor(share * 100)} />;
}
