import { createHash } from 'node:crypto'
import { intervalRecord, type JsonNumber, type Provenance } from '../../record/figure.ts'
import type { QualityRecord, ScoredPromptRecord, ScoreRecord } from '../../record/quality.ts'
import { scoreInterval } from '../../stats/intervals/score-interval.ts'
import type { AnswerToScore } from '../scorer.ts'
import type { ScoreColumn } from './score-answers.ts'

/** An answer of a run, and the place of its request in it. */
export interface PlacedAnswer extends AnswerToScore {
  readonly index: number
  readonly turn: number | null
}

const confidence = 0.9
const mostAnswers = 2000
const printLength = 16

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
    answers: printOf([...new Set(rows.map((row) => answers[row]?.output ?? ''))].toSorted()),
    n: rows.length,
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
  const means = Float64Array.from(prompts.flatMap((prompt) => prompt.means[place] ?? []))
  const ends = scoreInterval(means, confidence)
  const failures = scores.filter(({ failure }) => failure !== null)
  const scored = scores.filter(({ score }) => score !== null).length
  return {
    name,
    mean: meanOf([...means]),
    n: scored,
    prompts: means.length,
    nulls: scores.length - scored - failures.length,
    failures: failures.length,
    failure: failures[0]?.failure ?? null,
    interval: ends === null ? null : intervalRecord(ends, confidence),
    partOf,
    signature,
    whole,
    judge: judged?.([...means]) ?? null,
    provenance,
  }
}

function meanOf(scores: readonly JsonNumber[]): JsonNumber {
  const known = scores.filter((score) => score !== null)
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length
}

/** The prompt and what it wants, as a print: another run knows it by that. */
function promptKey({ input, messages, expected, turn }: PlacedAnswer): string {
  return printOf([input, messages ?? null, expected ?? null, turn])
}

function printOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, printLength)
}
