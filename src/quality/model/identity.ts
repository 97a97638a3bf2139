import { LlmBenchError } from '../../errors.ts'
import { plainName } from '../../plain-text.ts'
import type { TargetRecord } from '../../record/target.ts'
import { oneClient } from '../../workload/load.ts'
import { type Decider, deciderTag } from '../../targets/model/decider.ts'
import { workloadOf } from '../../targets/workload.ts'
import type { ScoredTarget } from '../scorer.ts'

/** A model that scores, as it can be told apart from another one. */
export interface ModelIdentity {
  readonly name: string
  /** Digest of its file; null where there is none to look at. */
  readonly modelHash: string | null
  /** Origin of the address that it is asked at; null for one in a process of ours. */
  readonly origin: string | null
}

/** The way to decide of a local model; null for any other handle. */
export function deciderIn(model: object): Decider | null {
  return (model as { readonly [deciderTag]?: Decider })[deciderTag] ?? null
}

/**
 * Identity of a handle.
 * @param probe makes a workload of it that is opened and never run, for an endpoint that learns its model by that
 */
export async function identityOf(model: object, probe: () => unknown): Promise<ModelIdentity> {
  const decider = deciderIn(model)
  if (decider !== null) {
    const { name, modelHash } = await decider.facts()
    return { name: plainName(name), modelHash, origin: null }
  }
  const definition = workloadOf(probe())
  if (definition === null) throw new TypeError('a probe is a workload')
  const driver = await definition.target.open(definition.request, oneClient)
  const { target } = driver.facts
  driver.close()
  return { name: plainName(target.model), modelHash: target.modelHash, origin: originOf(target) }
}

/** A model that scores, in a report: its name, its file's digest or where it is asked. */
export function identityWords({ name, modelHash, origin }: ModelIdentity): string {
  const where = modelHash ?? (origin === null ? '' : origin)
  return where === '' ? name : `${name} (${where})`
}

/**
 * Refuses to score a model's answers by itself: it likes what it says.
 * @param call the scorer, for the message
 * @throws LlmBenchError `invalid-option`
 */
export function assertOther(call: string, scoring: ModelIdentity, scored: ScoredTarget): void {
  const sameFile = scoring.modelHash !== null && scoring.modelHash === scored.modelHash
  const sameAddress =
    scoring.origin !== null && scoring.origin === originOf(scored) && scoring.name === plainName(scored.model)
  if (!sameFile && !sameAddress) return
  throw new LlmBenchError(
    'invalid-option',
    `${call}: "${scoring.name}" is the model under test ` +
      `(${sameFile ? 'the same file' : 'the same name at the same address'}); ` +
      'give another model, for none judges itself',
  )
}

function originOf({ kind, spec }: Pick<TargetRecord, 'kind' | 'spec'>): string | null {
  return kind === 'endpoint' || kind === 'server' ? (URL.parse(spec)?.origin ?? null) : null
}
