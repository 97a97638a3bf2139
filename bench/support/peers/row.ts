import type { Trial } from './trial.ts'

/** What is kept of one load by one client: a line of the file that `--save` names. */
export interface PeerRow {
  readonly client: string
  readonly version: string
  /** Moment of the trial, ISO 8601. */
  readonly at: string
  readonly streams: number
  /** Moment at which the program began that made the round, by which rounds of several are told apart. */
  readonly launch: string
  readonly round: number
  /** Client's mean time to first token - the server's; milliseconds. */
  readonly ttftErrorMs: number
  /** (Client's mean TPOT - the server's) / the server's. */
  readonly tpotErrorShare: number
  readonly cpuMs: number
  readonly peakBytes: number
  readonly wallMs: number
  /** The server's own mean lateness, milliseconds. */
  readonly latenessMs: number
}

/** The errors of a trial. */
export function errorsOf({ figures, truth }: Pick<Trial, 'figures' | 'truth'>): {
  readonly ttftErrorMs: number
  readonly tpotErrorShare: number
} {
  return { ttftErrorMs: figures.ttftMs - truth.ttftMs, tpotErrorShare: figures.tpotMs / truth.tpotMs - 1 }
}
