import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

/** Lengths that the environment asks for: they win over what configuration and calls say. */
export interface TerminalWish {
  /** Measured requests of every run; null for no wish. */
  readonly requests: number | null
  /** Clients of each level of every sweep over clients; null for no wish. */
  readonly levels: readonly number[] | null
}

/** Variables of the number of requests: the words that other tools have for it. */
const requestVariables = ['LLM_BENCH_ITERATIONS', 'LLM_BENCH_SAMPLES'] as const
const levelsVariable = 'LLM_BENCH_CONCURRENCY'
const mostClients = 1024

/**
 * Reads `LLM_BENCH_ITERATIONS` or `LLM_BENCH_SAMPLES`, and `LLM_BENCH_CONCURRENCY`.
 * @throws LlmBenchError `invalid-option` naming the variable, its value and what is allowed
 */
export function terminalWish(environment: Readonly<Record<string, string | undefined>> = process.env): TerminalWish {
  const [first, second] = requestVariables.filter((name) => (environment[name] ?? '').trim() !== '')
  if (second !== undefined)
    throw notAllowed(second, `it beside ${first ?? ''}`, 'one of them: both are requests of a run')
  const levels = environment[levelsVariable]?.trim() ?? ''
  return {
    requests: first === undefined ? null : wholeOf(first, environment[first] ?? '', Number.MAX_SAFE_INTEGER),
    levels: levels === '' ? null : levels.split(/[\s,]+/u).map((level) => wholeOf(levelsVariable, level, mostClients)),
  }
}

function wholeOf(variable: string, text: string, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  const wanted =
    variable === levelsVariable ? `clients from 1 to ${most}, such as 10,25,50,100` : 'a whole number of at least 1'
  throw notAllowed(variable, shown(text), wanted)
}
