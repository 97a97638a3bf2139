import type { AnswerToScore } from '../scorer.ts'

/** Text that two answers share where they are the same answer to the same prompt. */
export function answerKey({ input, messages, expected, output }: AnswerToScore): string {
  return JSON.stringify([input, messages ?? null, expected ?? null, output])
}
