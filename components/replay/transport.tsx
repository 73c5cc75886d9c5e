import { Pause, Play, SkipBack, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import { formatClock } from "@/components/ui/format-instant";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { formatDuration } from "@/lib/timeline/format-duration";
import { silenceMs } from "./play-on";
import { type Playback, type Speed, speeds } from "./use-playback";
import { useStep } from "./use-step";

type TransportProps = { playback: Playback; range: { start: number; end: number }; children?: ReactNode };

/** From mark to mark, play and pause, the moment, how fast, and whether silences are skipped. */
export function Transport({ playback, range, children }: TransportProps) {
  const { playhead, isPlaying, speed, skip } = playback;
  const Icon = isPlaying ? Pause : Play;
  return (
    <div className="transport">
      <IconButton label="Previous mark ([)" onClick={() => playback.stepMark(-1)}>
        <SkipBack className="i i14" />
      </IconButton>
      <button
        type="button"
        className="playb"
        aria-label={isPlaying ? "Pause" : "Play"}
        title={`${isPlaying ? "Pause" : "Play"} (space)`}
        onClick={playback.toggle}
      >
        <Icon className="i i14" />
      </button>
      <IconButton label="Next mark (])" onClick={() => playback.stepMark(1)}>
        <SkipForward className="i i14" />
      </IconButton>
      <Moment playhead={playhead} range={range} />
      <Segmented
        label="Speed"
        value={String(speed)}
        options={speeds.map((each) => ({ value: String(each), text: `${each}×` }))}
        onChange={(value) => playback.setSpeed(Number(value) as Speed)}
      />
      <label className="skip">
        <input
          type="checkbox"
          className="accent-accent"
          checked={skip}
          onChange={(event) => playback.setSkip(event.target.checked)}
        />
        Skip silences over {silenceMs / 1_000} s
      </label>
      <span className="grow" />
      {children}
    </div>
  );
}

/** The clock at the playhead, and how far into the session that is. */
function Moment({ playhead, range }: Pick<TransportProps, "range"> & Pick<Playback, "playhead">) {
  const at = useStep(playhead) ?? range.end;
  const zone = useViewerZone();
  const { clock, fraction } = formatClock(new Date(at).toISOString(), zone);
  return (
    <>
      <span className="clock">
        {clock}
        <i>{fraction.slice(0, 2)}</i>
      </span>
      <span className="sm faint">
        {formatDuration(at - range.start)} of {formatDuration(range.end - range.start)}
      </span>
    </>
  );
}
