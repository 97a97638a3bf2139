import type { Sample } from '../../src/samples/sample.ts'
import type { LoggedTime } from './logged-times.ts'
import { type Piece, recordedTpot } from './recording-proxy.ts'

/** Time per output token of one answer, in milliseconds: by our stamps, by those of a proxy, by its engine's clock. */
export interface TpotRow {
  readonly ours: number | null
  readonly passed: number | null
  readonly engine: number | null
}

/**
 * The three of each answer; those that passed first are of the warm-up.
 *
 * @param logged the engine's times of the answers that passed, where they are in its log and not in its answers
 */
export function tpotRows(
  samples: readonly Sample[],
  passed: readonly (readonly Piece[])[],
  logged: readonly LoggedTime[] = [],
): TpotRow[] {
  const last = passed.slice(-samples.length)
  const times = logged.slice(-samples.length)
  return samples.map((sample, index) => ({
    ours: oursOf(sample),
    passed: recordedTpot(last[index] ?? []),
    engine: over((sample.engine ?? times[index])?.decodeMs ?? null, sample.tokens.output - 1),
  }))
}

function oursOf(sample: Sample): number | null {
  if (sample.state !== 'completed' || sample.first === null || sample.firstTokens === null) return null
  return over(sample.end - sample.first, sample.tokens.output - sample.hiddenTokens - sample.firstTokens)
}

/** One number over another; null where one is missing, or nothing would be divided. */
export function over(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

/** The middle one of several; null where one of them is missing. */
export function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).toSorted((left, right) => left - right)
  return known.length === values.length ? (known[Math.floor(known.length / 2)] ?? null) : null
}

/** The mean of several; null where one of them is missing. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === values.length
    ? over(
        known.reduce((sum, value) => sum + value, 0),
        known.length,
      )
    : null
}
