import { isObject } from '../../json.ts'
import { plainExcerpt, plainName } from '../../plain-text.ts'

/** A score as a scorer gave it, looked at: a number from 0 to 1, null, or the reason why it is neither. */
export interface GivenScore {
  /** Null where the result has none of its own. */
  readonly name: string | null
  readonly score: number | null
  /** Reason why there is no score although the scorer meant to give one; null for none. */
  readonly failure: string | null
  readonly partOf: string | null
  /** Why it is so, in the scorer's words; null where it says nothing. Untrusted. */
  readonly rationale: string | null
}

const mostFailure = 200
/** Rounding of a sum of shares. */
const slack = 1e-9

/** The scores in the result of a scorer. Never throws. */
export function givenScores(result: unknown): GivenScore[] {
  if (!Array.isArray(result)) return [given(result)]
  return result.length === 0 ? [failed(null, 'gave an empty list')] : result.map(given)
}

/** A score that failed, for a reason in one line. */
export function failed(name: string | null, reason: string, partOf: string | null = null): GivenScore {
  return { name, score: null, failure: plainExcerpt(reason, mostFailure), partOf, rationale: null }
}

function given(result: unknown): GivenScore {
  try {
    return isObject(result) ? ofObject(result) : valued(null, result, null, null)
  } catch {
    return failed(null, 'gave a score that cannot be read')
  }
}

function ofObject(result: Readonly<Record<string, unknown>>): GivenScore {
  const { name, score, metadata, partOf } = result
  const own = typeof name === 'string' ? plainName(name) : ''
  const parent = typeof partOf === 'string' && partOf !== '' ? plainName(partOf) : null
  const rationale = isObject(metadata) ? metadata['rationale'] : undefined
  return valued(own === '' ? null : own, score, parent, typeof rationale === 'string' ? rationale : null)
}

function valued(name: string | null, value: unknown, partOf: string | null, rationale: string | null): GivenScore {
  if (value === null) return { name, score: null, failure: null, partOf, rationale }
  const number = typeof value === 'boolean' ? Number(value) : value
  if (typeof number !== 'number') return failed(name, `gave ${kindOf(value)} as its score`, partOf)
  if (!(number >= -slack && number <= 1 + slack)) return failed(name, `gave ${number}, which is not in 0 to 1`, partOf)
  return { name, score: Math.min(1, Math.max(0, number)), failure: null, partOf, rationale }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
