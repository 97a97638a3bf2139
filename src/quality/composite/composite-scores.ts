import type { AnswerToScore, Score, Scorer } from '../scorer.ts'
import { givenScores } from '../scoring/given-score.ts'
import { type ComponentName, componentNames } from './components/component-name.ts'
import { type ComponentScore } from './components/component.ts'
import { components } from './components/components.ts'
import { type ClosedGate, closedGates, leftBy } from './gates/gates.ts'
import type { Profile } from './profile.ts'
import { readAnswer } from './reading/read-answer.ts'

/** A component with its weight in this total: 0 where it has no score. */
interface Weighed extends ComponentScore {
  readonly name: ComponentName
  readonly weight: number
}

/**
 * The total of an answer and its parts: the components, and the gate, by which their weighted mean is multiplied.
 * @throws whatever the user's own component throws; an Error where it gives no score from 0 to 1
 */
export async function compositeScores(
  answer: AnswerToScore,
  profile: Profile,
  own: Partial<Record<ComponentName, Scorer>>,
): Promise<readonly Score[]> {
  const read = readAnswer(answer)
  const scored: Weighed[] = []
  for (const name of componentNames) {
    const scorer = own[name]
    const given = scorer === undefined ? components[name](read, profile) : await ownScore(scorer, answer, name)
    scored.push({ name, ...given, weight: given.score === null ? 0 : profile.weights[name] })
  }
  const semantic = own.semantic === undefined ? null : (scored[0]?.score ?? null)
  const closed = closedGates(read, profile, semantic)
  const cap = leftBy(closed, profile)
  const mean = meanOf(scored)
  const gate = closed.map(({ gate: name, why }) => `${name}: ${why}`).join('; ')
  return [
    {
      name: profile.name,
      score: mean === null ? null : mean * cap,
      metadata: {
        rationale: totalWords(scored, closed, cap),
        beforeGates: mean,
        gates: closed,
        weights: Object.fromEntries(scored.map(({ name, weight }) => [name, weight])),
        ...(read.cut ? { cut: `the first ${read.text.length} characters were looked at` } : {}),
      },
    },
    ...scored.map(({ name, score, why, weight }) => ({
      name: `${profile.name}: ${name}`,
      score,
      partOf: profile.name,
      metadata: { rationale: why, weight },
    })),
    {
      name: `${profile.name}: gate`,
      score: cap,
      partOf: profile.name,
      metadata: { rationale: gate === '' ? 'all gates open' : gate },
    },
  ]
}

async function ownScore(scorer: Scorer, answer: AnswerToScore, name: ComponentName): Promise<ComponentScore> {
  const given = givenScores(await scorer(answer)).find(({ partOf }) => partOf === null)
  if (given === undefined) throw new Error(`component ${name} gave parts and no total`)
  if (given.failure !== null) throw new Error(`component ${name} ${given.failure}`)
  return { score: given.score, why: given.rationale ?? 'own component' }
}

/** Weighted mean of the components that have a score; null where none has. */
function meanOf(scored: readonly Weighed[]): number | null {
  const weight = scored.reduce((sum, part) => sum + part.weight, 0)
  return weight === 0 ? null : scored.reduce((sum, part) => sum + part.weight * (part.score ?? 0), 0) / weight
}

function totalWords(scored: readonly Weighed[], closed: readonly ClosedGate[], cap: number): string {
  const parts = scored.map(({ name, score }) => `${name} ${score === null ? 'not scored' : score.toFixed(2)}`)
  const gates = closed.map(({ gate, why }) => `gate ${gate} (${why})`)
  const capped = closed.length === 0 ? [] : [`total x ${cap.toFixed(2)}`]
  return [...gates, ...capped, ...parts].join(', ')
}
