import { noteSlowed, slowdown } from '../../machine/processes/slowdown.ts'

const asked = slowdown()

/** Further tokens that answers may take by a self-test, beside those that they were asked for. */
export function roomToLengthen(tokens: number): number {
  return asked === null ? 0 : Math.ceil(tokens * 3 * asked.by) + 1
}

/**
 * Tells whether an answer that is complete goes on all the same: under the self-test of `llm-bench noise` until it
 * took so much longer, by real tokens; else never.
 * @param sent moment at which the request came
 */
export function lengthening(sent: number): (at: number) => boolean {
  if (asked === null) return () => false
  let until: number | null = null
  return (at) => {
    noteSlowed('model')
    until ??= at + (at - sent) * asked.by
    return at < until
  }
}
