import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { PartNumberRecord } from '../../record/parts/parts.ts'

/** Variable that Kubernetes gives each pod of an Indexed Job: its index, from 0. */
export const jobVariable = 'JOB_COMPLETION_INDEX'

/** The shard of an execution, as Vitest was asked for it. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/**
 * Number of the part that this execution makes: that of `--shard`, else the index of an Indexed Job and one; null
 * where neither is there.
 * @throws LlmBenchError `invalid-option` where both are there and differ, or the index is none
 */
export function partNumber(
  shard: Shard | null,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): PartNumberRecord | null {
  const text = environment[jobVariable]?.trim() ?? ''
  if (text === '') return shard === null ? null : { number: shard.index, of: shard.count, by: 'shard' }
  if (!/^\d+$/u.test(text)) throw notAllowed(jobVariable, shown(text), 'the index of a part, a whole number from 0')
  const number = Number(text) + 1
  if (shard === null) return { number, of: null, by: 'job' }
  if (number === shard.index) return { number, of: shard.count, by: 'shard' }
  throw notAllowed(
    `--shard ${shard.index}/${shard.count}`,
    `part ${shard.index} where ${jobVariable}=${text} makes part ${number}`,
    `--shard ${number}/${Math.max(number, shard.count)}, or unset ${jobVariable}`,
  )
}

/** Label of the blob report of a pod, by which its files are told from those of others; none elsewhere. */
export function jobLabel(environment: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const text = environment[jobVariable]?.trim() ?? ''
  return /^\d+$/u.test(text) ? `part ${Number(text) + 1}` : undefined
}
