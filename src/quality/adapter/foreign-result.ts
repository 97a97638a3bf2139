import { isObject, type JsonObject, numberOf, textOf } from '../../json.ts'
import type { Score, ScoreResult } from '../scorer.ts'

/**
 * The result of another package's scorer as a score here: of autoevals `{ name, score, metadata, error }`, of openevals
 * `{ key, score, comment }` or a list of them, of promptfoo `{ pass, score, reason, namedScores }`.
 * @param name name of a result that has none
 * @throws Error where the result says that scoring failed
 */
export function foreignResult(result: unknown, name: string): ScoreResult {
  if (Array.isArray(result)) return result.flatMap((one) => (isObject(one) ? scoresOf(one, name) : [one as Score]))
  return isObject(result) ? scoresOf(result, name) : (result as ScoreResult)
}

function scoresOf(result: JsonObject, usualName: string): Score[] {
  const { score, pass, error, metadata, namedScores } = result
  if (score === null && error !== undefined && error !== null) throw new Error(wordsOf(error))
  const name = textOf(result['name']) ?? textOf(result['key']) ?? usualName
  const rationale = textOf(result['comment']) ?? textOf(result['reason']) ?? textOf(metadata)
  const own: Score = {
    name,
    score: (score === undefined && typeof pass === 'boolean' ? pass : score) as Score['score'],
    metadata: { ...(isObject(metadata) ? metadata : {}), ...(rationale === null ? {} : { rationale }) },
  }
  return [own, ...partsOf(namedScores, name)]
}

function partsOf(named: unknown, total: string): Score[] {
  if (!isObject(named)) return []
  return Object.entries(named).map(([name, score]) => ({
    name: `${total}: ${name}`,
    score: numberOf(score),
    partOf: total,
  }))
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
