/** Work of one configuration, as far as it is known before it is started for the first time. */
export interface CellWork {
  /** Bytes of its file; null where nobody knows them. */
  readonly fileBytes: number | null
  /** Whether it may be computed on a GPU. */
  readonly mayUseGpu: boolean
  /** Whether its answers are as long as they may be. */
  readonly isWhole: boolean
  /** Tokens that are evaluated once a launch, before its first request. */
  readonly depth: number
  /** Milliseconds of a launch, by an earlier run of the same configuration; null where there is none. */
  readonly earlierMs: number | null
}

/** Requests that each launch of every configuration makes, one after the other. */
export interface LaunchWork {
  readonly requests: number
  readonly inputTokens: number
  readonly maxTokens: number
  /** Milliseconds that the load takes by itself, as one at a rate does. */
  readonly leastMs: number
}

/** Milliseconds that a sweep may take, and that it takes at the least. */
export interface TimeRange {
  readonly lowMs: number
  readonly highMs: number
  /** Configurations of which an earlier run told; of the others it was assumed. */
  readonly earlier: number
}

/** Assumptions of an estimate: its ends are what a fast machine and a slow one do. */
export const assumed = {
  startMs: [200, 3000],
  /** Bytes a millisecond that weights are read at, for each token: 4 to 500 GB/s. */
  cpuBytesPerMs: [4e6, 500e6],
  /** One that is only partly on a GPU is as slow as the processor. */
  gpuBytesPerMs: [4e6, 8000e6],
  /** Milliseconds that a token takes beside its weights. */
  tokenMs: [0.02, 3],
  /** Tokens of a prompt that a slow machine evaluates in the time of a generated one. */
  promptTokensAtOnce: 4,
  /** Bytes a millisecond of a slow disk, from which a file is read. */
  diskBytesPerMs: 200e3,
  /** How far a launch lies from an earlier one of the same configuration. */
  earlierShare: [0.7, 1.5],
} as const

/**
 * Time that a sweep takes, in wide bounds: of a configuration that an earlier run measured by that, of any other by
 * the bytes that are read for each token.
 */
export function expectedTime(cells: readonly CellWork[], launch: LaunchWork, rounds: number): TimeRange {
  const [lowMs, highMs] = [leastMs, mostMs].map((timeOf) =>
    cells.reduce((sum, cell) => sum + rounds * timeOf(cell, launch), 0),
  ) as [number, number]
  return { lowMs, highMs, earlier: cells.filter(({ earlierMs }) => earlierMs !== null).length }
}

function leastMs({ fileBytes, mayUseGpu, isWhole, earlierMs }: CellWork, launch: LaunchWork): number {
  if (earlierMs !== null) return earlierMs * assumed.earlierShare[0]
  const bytesPerMs = (mayUseGpu ? assumed.gpuBytesPerMs : assumed.cpuBytesPerMs)[1]
  const tokens = launch.requests * (isWhole ? launch.maxTokens : 1)
  const tokenMs = Math.max(assumed.tokenMs[0], (fileBytes ?? 0) / bytesPerMs)
  return assumed.startMs[0] + Math.max(launch.leastMs, tokens * tokenMs)
}

function mostMs({ fileBytes, mayUseGpu, depth, earlierMs }: CellWork, launch: LaunchWork): number {
  if (earlierMs !== null) return earlierMs * assumed.earlierShare[1]
  const bytes = fileBytes ?? 0
  const bytesPerMs = (mayUseGpu ? assumed.gpuBytesPerMs : assumed.cpuBytesPerMs)[0]
  const tokenMs = assumed.tokenMs[1] + bytes / bytesPerMs
  const tokens =
    launch.requests * (launch.maxTokens + launch.inputTokens / assumed.promptTokensAtOnce) +
    depth / assumed.promptTokensAtOnce
  return assumed.startMs[1] + bytes / assumed.diskBytesPerMs + Math.max(launch.leastMs, tokens * tokenMs)
}

/** Time of a launch beside those of others, in the middle of its bounds: of use as a ratio alone. */
export function launchWeight(cell: CellWork, launch: LaunchWork): number {
  return Math.sqrt(leastMs(cell, launch) * mostMs(cell, launch))
}
