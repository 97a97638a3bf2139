import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { plainText } from '../../../plain-text.ts'
import type { IntrinsicBaseRecord } from '../../../record/intrinsic/divergence.ts'
import { taggedCell } from '../../../runs/cells/siblings.ts'
import { intrinsicRecordOf } from '../../../runs/intrinsic/tagged-result.ts'
import { subjectOf } from '../../../runs/subject.ts'
import { scorerOf } from '../../../targets/model/text-scorer.ts'
import { notMeasured } from '../measured-run.ts'

/** A base as a claim names it. */
interface NamedBase {
  readonly spec: string
  /** Digest of its file; null where only a spec is known. */
  readonly modelHash: string | null
}

/**
 * Refuses a base that the divergence was not measured from.
 * @param given a spec, a model's handle, a configuration, or a result of `perplexity`
 * @throws LlmBenchError `invalid-option` for anything else, `not-measured` for another base
 */
export function assertBase(given: unknown, { base }: IntrinsicBaseRecord, matcher: string): void {
  const named = namedBase(given)
  if (named === null)
    throw notAllowed(`${matcher}(base, limit)`, shown(given), 'the base: its spec, its model or its configuration')
  const isIt =
    named.modelHash === null || base.modelHash === null ? named.spec === base.spec : named.modelHash === base.modelHash
  if (isIt) return
  throw notMeasured(
    matcher,
    `the divergence was measured from "${plainText(base.spec)}", not from "${plainText(named.spec)}"`,
  )
}

function namedBase(given: unknown): NamedBase | null {
  if (typeof given === 'string' && given !== '') return { spec: given, modelHash: null }
  const target = intrinsicRecordOf(given)?.target ?? subjectOf(taggedCell(given)?.run ?? given)?.record.target ?? null
  if (target !== null) return { spec: target.spec, modelHash: target.modelHash }
  const scorer = scorerOf(given)
  if (scorer === null) return null
  const { info } = given as { readonly info?: { readonly modelHash?: string } }
  return { spec: scorer.spec, modelHash: info?.modelHash ?? null }
}
