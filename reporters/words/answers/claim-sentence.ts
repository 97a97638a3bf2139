import {
  formatCount,
  formatGiven,
  formatLimit,
  formatNumber,
  formatQuantity,
  formatShare,
  none,
} from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import type { ChangeRecord, ClaimRecord, UnderRecord } from '../../../src/record/claim.ts'
import { explained } from '../check-meanings.ts'
import { bandNotes, claimText, outcomeOf, type PlacedClaim } from '../claims.ts'
import { formatRange, intervalName } from '../interval.ts'
import { provenanceLabel } from '../run-label.ts'
import { whyOpen } from '../why-open.ts'
import { changeText } from './change-words.ts'

/** A claim that compares two figures. */
export type ChangeClaim = PlacedClaim & { readonly claim: ClaimRecord & { readonly change: ChangeRecord } }

/** Whether a claim knows the figure before and after; none does in a report of an earlier version. */
export function hasChange(placed: PlacedClaim): placed is ChangeClaim {
  return placed.claim.change !== undefined
}

/** A figure before and after in words: `79.5 -> 119.5 ms, +50 % [44, 57]`. */
export function beforeAfter(change: ChangeRecord): string {
  const { ratio, interval } = change
  const range = changeText(ratio, interval)
  return range === none ? figuresText(change) : `${figuresText(change)}, ${range}`
}

/** Both figures alone, with as many decimals each: `79.5 -> 119.5 ms`; a declared one as it was declared. */
export function figuresText({ of, before, after, unit }: ChangeRecord): string {
  const decimals = Math.max(...[before, after].map(decimalsOf))
  const [from, to] = [before, after].map((value) => formatNumber(value, wholeDigits(value) + decimals))
  return `${of === 'declared' && before !== null ? formatGiven(before) : from} -> ${to} ${unit}`.trimEnd()
}

/** Decimals that a figure is printed with by itself. */
function decimalsOf(value: number | null): number {
  return formatNumber(value).split('.')[1]?.length ?? 0
}

function wholeDigits(value: number | null): number {
  return value === null || value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1
}

/** Origin of the figure before: `baseline "main"`, `declared (source)`. */
export function originText({ of, name }: ChangeRecord): string {
  const plain = plainName(name)
  if (of === 'declared') return `declared: ${plain}`
  return of === 'baseline' ? `baseline "${plain}"` : plain
}

/** The observed value of a claim, with the label of a figure that is no plain measurement. */
export function observedText({ claim }: PlacedClaim): string {
  const label = provenanceLabel(claim.provenance)
  const figure = formatQuantity(claim.observed, claim.unit)
  return label === null || figure === none ? figure : `${figure} (${label})`
}

/** Share of requests below the limit of a claim: `96.5 % under 50 ms (193 of 200)`; null where nobody counted them. */
export function underText({ under, threshold, unit }: ClaimRecord): string | null {
  if (under === undefined || under.of === 0) return null
  const limit = typeof threshold === 'number' ? formatLimit(threshold, unit) : String(threshold)
  return `${shareUnder(under)} under ${limit} (${formatCount(under.count)} of ${formatCount(under.of)})`
}

/** Share of the values that lie below a limit. */
export function shareUnder({ count, of }: UnderRecord): string {
  return formatShare(of === 0 ? null : count / of)
}

/** A claim that failed or is open in one sentence: its words, before and after or the observed value, and why. */
export function openSentence(placed: PlacedClaim): string {
  const { claim } = placed
  const isOpen = outcomeOf(claim) === 'inconclusive'
  return [
    `${claimText(claim)}: ${figureText(placed)}`,
    isOpen ? `${claim.passed ? 'let pass' : 'failed'} (policy ${claim.policy})${openReason(placed)}` : null,
    ...bandNotes(claim),
  ]
    .filter((part) => part !== null)
    .join('; ')
}

function openReason(placed: PlacedClaim): string {
  const why = whyOpen(placed)
  if (why !== null) return `: ${explained(why)}`
  const { needed } = placed.claim
  return needed === null ? '' : `: ${formatCount(needed)} samples would settle it`
}

/** The figure that was seen: before and after where it compares two, else the observed value; its interval and n. */
function figureText(placed: PlacedClaim): string {
  const { claim } = placed
  if (hasChange(placed)) {
    const { change } = placed.claim
    const origin = change.of === 'arm' ? '' : `${originText(change)}, `
    return `${beforeAfter(change)} (${origin}n = ${formatCount(claim.n)})`
  }
  const range = formatRange(claim.interval, claim.needed)
  const between = range === none ? 'no interval' : `${intervalName(claim.interval)} ${range}`
  const under = underText(claim)
  return `${observedText(placed)} (${between}, n = ${formatCount(claim.n)}${under === null ? '' : `; ${under}`})`
}
