import { formatCount, formatNumber, formatShare } from '../../../src/figures.ts'
import { plainName, plainText } from '../../../src/plain-text.ts'
import type { IntrinsicBaseRecord } from '../../../src/record/intrinsic/divergence.ts'
import type { IntrinsicRecord, IntrinsicResultRecord } from '../../../src/record/intrinsic/intrinsic.ts'
import type { PlaceRecord } from '../../../src/record/place.ts'
import { formatRange, withInterval } from '../interval.ts'
import { provenanceLabel } from '../run-label.ts'

type Line = Omit<IntrinsicResultRecord, keyof PlaceRecord>

/** Digits of a perplexity: quantizations of one model differ in the third. */
export const intrinsicDigits = 4

/** A result in one line. */
export function intrinsicLine(result: Line): string {
  const { name, target, provenance, divergence } = result
  const label = provenanceLabel(provenance)
  const model = `${plainName(target.model)}${label === null ? '' : ` (${label})`}`
  const figures = [
    ...(divergence === null ? [] : [divergenceWords(divergence)]),
    `perplexity ${perplexityText(result)}${besideBase(divergence)}`,
    `${bitsText(result)} bits a byte`,
    windowWords(result),
  ]
  return `${plainName(name)}: ${model}: ${figures.join('; ')}`
}

/** Results in one line each; those that a retry replaced are left out. */
export function intrinsicLines(results: readonly IntrinsicResultRecord[] | undefined): string[] {
  // Reports of earlier versions have none.
  return (results ?? []).filter(({ replaced }) => !replaced).map(intrinsicLine)
}

/** A perplexity with its interval. */
export function perplexityText({ perplexity, perplexityInterval }: IntrinsicRecord | Line): string {
  return withInterval(infinite(perplexity), formatRange(perplexityInterval))
}

/** Bits of each byte with their interval. */
export function bitsText({ bitsPerByte, bitsPerByteInterval, bytesCounted }: IntrinsicRecord | Line): string {
  const estimated = bytesCounted === 'estimated' ? ' (bytes estimated)' : ''
  return `${withInterval(infinite(bitsPerByte), formatRange(bitsPerByteInterval))}${estimated}`
}

/** A divergence with its interval; "at least" where not all tokens were compared one by one. */
export function divergenceText({ mean, meanInterval, massLeftOut }: IntrinsicBaseRecord): string {
  const least = massLeftOut === null ? '' : 'at least '
  return `${least}${withInterval(mean === null ? 'infinite' : formatNumber(mean), formatRange(meanInterval))}`
}

/** Words for the tokens that were taken as one; null where each was compared. */
export function leftOutWords({ massLeftOut, comparedTokens }: IntrinsicBaseRecord): string | null {
  if (massLeftOut === null) return null
  const likeliest = `the base's ${formatCount(comparedTokens)} likeliest tokens`
  return `${likeliest}, ${formatShare(massLeftOut)} of its mass taken as one`
}

/** Windows, what begins them, and the number of scored tokens. */
export function windowWords(result: IntrinsicRecord | Line): string {
  const { protocol, contextSize, windows, scoredTokens, bos, exact } = result
  return (
    `${formatCount(scoredTokens)} tokens of ${formatCount(windows)} ${windows === 1 ? 'window' : 'windows'} of ` +
    `${formatCount(contextSize)}, ${bos ? 'BOS before each' : 'no BOS'}, protocol ${protocol}, ` +
    (exact ? 'exact' : 'as loaded')
  )
}

function divergenceWords(divergence: IntrinsicBaseRecord): string {
  const { base, median, p999, sameTop, flips } = divergence
  const leftOut = leftOutWords(divergence)
  return [
    `KL divergence from ${plainText(base.model)} ${divergenceText(divergence)} nats a token`,
    `median ${formatNumber(median)}`,
    ...(p999 === null ? [] : [`99.9th percentile ${formatNumber(p999)}`]),
    `same likeliest token ${formatShare(sameTop)}`,
    `answers flipped ${formatShare(flips.share)}`,
    ...(leftOut === null ? [] : [leftOut]),
  ].join(', ')
}

function besideBase(divergence: IntrinsicBaseRecord | null): string {
  return divergence === null ? '' : ` (base ${infinite(divergence.basePerplexity)})`
}

function infinite(value: number | null): string {
  return value === null ? 'infinite' : formatNumber(value, intrinsicDigits)
}
