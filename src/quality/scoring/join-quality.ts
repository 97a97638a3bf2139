import { weakest } from '../../cost/provenance.ts'
import type { JsonNumber } from '../../record/figure.ts'
import type { JudgeRecord, QualityRecord, ScoredPromptRecord, ScoreRecord } from '../../record/quality.ts'
import { correctedRecord } from '../calibration/correct.ts'
import { joinedPrints } from './prints.ts'
import { meansAt, overPrompts } from './prompt-scores.ts'
import { mostAnswers } from './quality-record.ts'

/** Scores of parts that cannot be joined, and the reason. */
export interface NotJoinedScores {
  readonly reason: string
}

/**
 * The scores of a load that was made in parts, as those of one run: the prompt is the unit, and answers to one prompt
 * count together, whichever part made them. The score of all answers as one text is not known from these.
 * @returns null where no part was scored
 */
export function joinQuality(parts: readonly (QualityRecord | null)[]): QualityRecord | NotJoinedScores | null {
  const scored = parts.filter((part) => part !== null)
  const [first] = scored
  if (first === undefined) return null
  if (scored.length < parts.length) return { reason: 'not all of them were scored' }
  if (new Set(scored.map(settingsOf)).size > 1)
    return { reason: 'they were scored by other scorers, or with other settings' }
  const prompts = joinedPrompts(scored)
  const places = new Map(prompts.map(({ key }, place) => [key, place]))
  return {
    scores: first.scores.map((_, place) => joinedScore(scored, prompts, place)),
    prompts,
    answers: scored
      .flatMap((part) =>
        part.answers.map(({ index, turn, prompt, scores }) => ({
          index,
          turn,
          prompt: places.get(part.prompts[prompt]?.key ?? '') ?? 0,
          scores: [...scores],
        })),
      )
      .slice(0, mostAnswers),
    unanswered: scored.reduce((sum, { unanswered }) => sum + unanswered, 0),
    // Each part has its own.
    page: null,
  }
}

/** The settings that scores must share to be one. */
function settingsOf({ scores }: QualityRecord): string {
  return JSON.stringify(scores.map(({ name, partOf, signature }) => [name, partOf, signature]))
}

function joinedPrompts(parts: readonly QualityRecord[]): ScoredPromptRecord[] {
  const byKey = Map.groupBy(
    parts.flatMap(({ prompts }) => prompts),
    ({ key }) => key,
  )
  return [...byKey].map(([key, same]) => {
    const places = [...(same[0]?.means ?? []).keys()]
    return {
      key,
      answers: joinedPrints(same.map(({ answers }) => answers)),
      n: same.reduce((sum, { n }) => sum + n, 0),
      scored: places.map((place) => same.reduce((sum, prompt) => sum + scoredAt(prompt, place), 0)),
      means: places.map((place) => meanByAnswers(same, place)),
    }
  })
}

/** The mean of a score over all answers to a prompt. */
function meanByAnswers(same: readonly ScoredPromptRecord[], place: number): JsonNumber {
  const known = same.filter(({ means }) => (means[place] ?? null) !== null)
  const [only] = known
  if (only === undefined || known.length === 1) return only?.means[place] ?? null
  const all = known.reduce((sum, prompt) => sum + scoredAt(prompt, place), 0)
  return known.reduce((sum, prompt) => sum + (prompt.means[place] ?? 0) * scoredAt(prompt, place), 0) / all
}

function scoredAt({ means, n, scored }: ScoredPromptRecord, place: number): number {
  if ((means[place] ?? null) === null) return 0
  // A part of an earlier release does not say.
  return (scored as number[] | undefined)?.[place] ?? n
}

function joinedScore(
  parts: readonly QualityRecord[],
  prompts: readonly ScoredPromptRecord[],
  place: number,
): ScoreRecord {
  const records = parts.flatMap(({ scores }) => scores[place] ?? [])
  const first = records[0] as ScoreRecord
  const sum = (figure: 'n' | 'nulls' | 'failures'): number =>
    records.reduce((total, record) => total + record[figure], 0)
  const means = meansAt(prompts, place)
  return {
    ...first,
    ...overPrompts(means),
    n: sum('n'),
    nulls: sum('nulls'),
    failures: sum('failures'),
    failure: records.find(({ failure }) => failure !== null)?.failure ?? null,
    whole: null,
    judge: first.judge === null ? null : joinedJudge(first.judge, means),
    provenance: weakest(records.map(({ provenance }) => provenance)),
  }
}

function joinedJudge(judge: JudgeRecord, means: readonly number[]): JudgeRecord {
  const { corrected } = judge
  return { ...judge, corrected: corrected === null ? null : correctedRecord(means, corrected) }
}
