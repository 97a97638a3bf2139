import type { Provenance } from '../../record/figure.ts'
import type { QualityRecord, ScoredPromptRecord, ScoreRecord } from '../../record/quality.ts'
import type { AnswerToScore } from '../scorer.ts'
import { answersPrint, printOf } from './prints.ts'
import { meanOf, meansAt, overPrompts } from './prompt-scores.ts'
import type { ScoreColumn } from './score-answers.ts'

/** An answer of a run, and the place of its request in it. */
export interface PlacedAnswer extends AnswerToScore {
  readonly index: number
  readonly turn: number | null
}

/** Answers that a record holds one by one. */
export const mostAnswers = 2000

/** The record of a run's scores. */
export function qualityRecord(
  answers: readonly PlacedAnswer[],
  columns: readonly ScoreColumn[],
  { unanswered, provenance }: { readonly unanswered: number; readonly provenance: Provenance },
): QualityRecord {
  const keys = answers.map(promptKey)
  const byPrompt = [...Map.groupBy(keys.keys(), (row) => keys[row] as string)]
  const places = new Map(byPrompt.map(([key], place) => [key, place]))
  const prompts = byPrompt.map(([key, rows]): ScoredPromptRecord => ({
    key,
    answers: answersPrint(rows.map((row) => answers[row]?.output ?? '')),
    n: rows.length,
    scored: columns.map(({ scores }) => rows.filter((row) => (scores[row]?.score ?? null) !== null).length),
    means: columns.map(({ scores }) => meanOf(rows.map((row) => scores[row]?.score ?? null))),
  }))
  return {
    scores: columns.map((column, place) => scoreRecord(column, prompts, place, provenance)),
    prompts,
    answers: answers.slice(0, mostAnswers).map(({ index, turn }, row) => ({
      index,
      turn,
      prompt: places.get(keys[row] as string) as number,
      scores: columns.map(({ scores }) => scores[row]?.score ?? null),
    })),
    unanswered,
    page: null,
  }
}

function scoreRecord(
  { name, partOf, signature, whole, judged, scores }: ScoreColumn,
  prompts: readonly ScoredPromptRecord[],
  place: number,
  provenance: Provenance,
): ScoreRecord {
  const means = meansAt(prompts, place)
  const failures = scores.filter(({ failure }) => failure !== null)
  const scored = scores.filter(({ score }) => score !== null).length
  return {
    name,
    ...overPrompts(means),
    n: scored,
    nulls: scores.length - scored - failures.length,
    failures: failures.length,
    failure: failures[0]?.failure ?? null,
    partOf,
    signature,
    whole,
    judge: judged?.(means) ?? null,
    provenance,
  }
}

/** The prompt and what it wants, as a print: another run knows it by that. */
function promptKey({ input, messages, expected, turn }: PlacedAnswer): string {
  return printOf([input, messages ?? null, expected ?? null, turn])
}
