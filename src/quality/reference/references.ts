import type { AnswerToScore } from '../scorer.ts'
import type { Compared } from './bleu-score.ts'

/**
 * An answer beside the texts that its prompt expects: a text, a number, or a list of such.
 * @throws Error where it expects none, or what is no text
 */
export function comparedOf({ output, expected }: Pick<AnswerToScore, 'output' | 'expected'>): Compared {
  const all = Array.isArray(expected) ? expected : [expected]
  if (expected === undefined || expected === null || all.length === 0) {
    throw new Error('the prompt says no expected answer: { prompt, expected }')
  }
  return { output, references: all.map(textOf) }
}

function textOf(expected: unknown): string {
  if (typeof expected === 'string') return expected
  if (typeof expected === 'number') return String(expected)
  throw new Error(
    `the expected answer is ${Array.isArray(expected) ? 'a list' : `of type ${typeof expected}`}, no text`,
  )
}

/** The best of what each reference gives. */
export function bestOf({ output, references }: Compared, score: (output: string, reference: string) => number): number {
  return Math.max(...references.map((reference) => score(output, reference)))
}
