/** Three runs and the line that marks a moment across them. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="text-ink">
      <g fill="currentColor">
        <rect x="1" y="4" width="8" height="3" rx="1.5" opacity=".45" />
        <rect x="3.5" y="8.8" width="13" height="3" rx="1.5" />
        <rect x="11.5" y="13.6" width="7.5" height="3" rx="1.5" opacity=".45" />
      </g>
      <path d="M10 1.2v17.6" stroke="var(--color-accent)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
