import type { AnswerToScore, Scorer } from '../scorer.ts'
import { answerKey } from './answer-key.ts'
import { broken, callScorer, type ScorerAnswer, scorerName, testOver } from './call-scorer.ts'
import { failed, type GivenScore } from './given-score.ts'

/** One score of all answers, in their order. */
export interface ScoreColumn {
  readonly name: string
  readonly partOf: string | null
  readonly signature: string | null
  /** The score of all answers as one text; null where the scorer has none. */
  readonly whole: number | null
  /** The judge behind its scores, told their means; null where there is none. */
  readonly judged: Scorer['judged'] | null
  readonly scores: readonly GivenScore[]
}

/** Listener to the work, and the end of it. */
export interface ScoringWatch {
  /** Told how many calls are done, of how many. */
  readonly onProgress: (done: number, all: number) => void
  /** Aborted when nobody waits any more: the answers that are left have no score. */
  readonly signal: AbortSignal
}

/** Answers that a scorer scores at the same time where it says nothing else. */
export const usualConcurrency = 4
/** Answers in a row that a scorer may take too long for, before it is asked no more. */
const mostLate = 3

/**
 * Scores answers by each scorer. An answer that is given twice, to the same prompt, is scored once. What a scorer does
 * wrong is told with its score and ends nothing.
 */
export async function scoreAnswers(
  answers: readonly AnswerToScore[],
  scorers: readonly Scorer[],
  { onProgress, signal }: ScoringWatch,
): Promise<ScoreColumn[]> {
  const { distinct, placeOf } = distinctOf(answers)
  const columns: ScoreColumn[] = []
  let done = 0
  for (const [place, scorer] of scorers.entries()) {
    const given = await scoreAll(distinct, { scorer, signal }, () =>
      onProgress(++done, distinct.length * scorers.length),
    )
    const known = {
      name: scorerName(scorer, place),
      signature: scorer.signature ?? null,
      whole: wholeOf(scorer, answers),
      judged: scorer.judged ?? null,
    }
    const own = columnsOf(given, known)
    const renamed = freeNames(own, columns)
    for (const column of own) {
      columns.push({
        ...column,
        name: renamed.get(column.name) ?? column.name,
        // Of two scorers with one name each part stays with the total of its own.
        partOf: column.partOf === null ? null : (renamed.get(column.partOf) ?? column.partOf),
        scores: placeOf.map((at) => column.scores[at] as GivenScore),
      })
    }
  }
  return columns
}

async function scoreAll(
  answers: readonly AnswerToScore[],
  { scorer, signal }: { readonly scorer: Scorer; readonly signal: AbortSignal },
  onDone: () => void,
): Promise<ScorerAnswer[]> {
  const given: ScorerAnswer[] = []
  const waiting = answers.entries()
  let late = 0
  const work = async (): Promise<void> => {
    // All workers take from one iterator.
    for (const [place, answer] of waiting) {
      const why = signal.aborted ? testOver : late >= mostLate ? givenUp : null
      const scored = why === null ? await callScorer(scorer, answer, signal) : broken(why)
      if (why === null) late = scored.timedOut ? late + 1 : 0
      given[place] = scored
      onDone()
    }
  }
  const workers = Math.min(answers.length, scorer.concurrency ?? usualConcurrency)
  await Promise.all(Array.from({ length: workers }, work))
  return given
}

const givenUp = `was not asked any more after it had taken too long ${mostLate} times in a row`

/** The scores of a scorer by name. Of an answer at which it failed none has one. */
function columnsOf(
  given: readonly ScorerAnswer[],
  { name, signature, whole, judged }: Pick<ScoreColumn, 'name' | 'signature' | 'whole' | 'judged'>,
): ScoreColumn[] {
  const seen = new Map<string, string | null>()
  for (const score of given.flatMap(({ scores }) => scores))
    if (score.name !== null) seen.set(score.name, score.partOf ?? seen.get(score.name) ?? null)
  // A bare null among named scores is one of those.
  const first = [...seen].find(([, partOf]) => partOf === null)?.[0] ?? name
  if (!seen.has(first)) seen.set(first, null)
  return [...seen].map(([own, partOf]) => ({
    name: own,
    partOf,
    signature,
    whole: own === first ? whole : null,
    judged: own === first ? judged : null,
    scores: given.map(
      ({ scores, broken: isBroken }) =>
        scores.find((score) => (score.name ?? first) === own) ??
        failed(own, isBroken ? (scores[0]?.failure ?? '') : 'gave no score of this name', partOf),
    ),
  }))
}

function wholeOf({ whole }: Scorer, answers: readonly AnswerToScore[]): number | null {
  try {
    const score = whole?.(answers) ?? null
    return score !== null && score >= 0 && score <= 1 ? score : null
  } catch {
    return null
  }
}

/** The names of a scorer's scores, and those that they get beside scores of others. */
function freeNames(own: readonly ScoreColumn[], others: readonly ScoreColumn[]): Map<string, string> {
  const taken = new Set(others.map(({ name }) => name))
  const names = new Map<string, string>()
  for (const { name } of own) {
    let free = name
    for (let count = 2; taken.has(free); count++) free = `${name} ${count}`
    names.set(name, free)
    taken.add(free)
  }
  return names
}

/** Answers without repetitions, and the place of each among those. */
function distinctOf(answers: readonly AnswerToScore[]): { distinct: AnswerToScore[]; placeOf: number[] } {
  const places = new Map<string, number>()
  const distinct: AnswerToScore[] = []
  const placeOf = answers.map((answer) => {
    const key = answerKey(answer)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, distinct.length)
    return distinct.push(answer) - 1
  })
  return { distinct, placeOf }
}
