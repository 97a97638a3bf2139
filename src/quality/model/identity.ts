import { LlmBenchError } from '../../errors.ts'
import { notAllowed } from '../../option-check/sentences.ts'
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
  /** Origin of the address that it is asked at, or its provider; null for one in a process of ours. */
  readonly place: string | null
}

/** The way to decide of a local model; null for any other handle. */
export function deciderIn(model: object): Decider | null {
  return (model as { readonly [deciderTag]?: Decider })[deciderTag] ?? null
}

/**
 * Identity of a handle.
 * @param call the scorer, for the message
 * @param probe makes a workload of it that is opened and never run, for an endpoint that learns its model by that
 * @throws LlmBenchError `invalid-option` where its weights are random, or it is none at all
 */
export async function identityOf(call: string, model: object, probe: () => unknown): Promise<ModelIdentity> {
  const decider = deciderIn(model)
  if (decider !== null) {
    const { name, modelHash } = await decider.facts()
    return { name: plainName(name), modelHash, place: null }
  }
  const definition = workloadOf(probe())
  if (definition === null) throw new TypeError('a probe is a workload')
  const driver = await definition.target.open(definition.request, oneClient)
  const { target, provenance } = driver.facts
  driver.close()
  const name = plainName(target.model)
  if (provenance !== 'measured') throw notAllowed(call, `"${name}", which is ${provenance},`, 'a trained model')
  return { name, modelHash: target.modelHash, place: placeOf(target) }
}

/** A model that scores, in a report: its name, its file's digest or where it is asked. */
export function identityWords({ name, modelHash, place }: ModelIdentity): string {
  const where = modelHash ?? place
  return where === null ? name : `${name} (${where})`
}

/**
 * Refuses to score a model's answers by itself: it likes what it says.
 * @param call the scorer, for the message
 * @throws LlmBenchError `invalid-option`
 */
export function assertOther(call: string, scoring: ModelIdentity, scored: ScoredTarget): void {
  const sameFile = scoring.modelHash !== null && scoring.modelHash === scored.modelHash
  const sameAddress =
    scoring.place !== null && scoring.place === placeOf(scored) && scoring.name === plainName(scored.model)
  if (!sameFile && !sameAddress) return
  throw new LlmBenchError(
    'invalid-option',
    `${call}: "${scoring.name}" is the model under test ` +
      `(${sameFile ? 'the same file' : 'the same name at the same address'}); ` +
      'give another model, for none judges itself',
  )
}

function placeOf({ kind, spec, model }: Pick<TargetRecord, 'kind' | 'spec' | 'model'>): string | null {
  if (kind === 'language-model') return spec.endsWith(`/${model}`) ? spec.slice(0, -model.length - 1) : spec
  return kind === 'endpoint' || kind === 'server' ? (URL.parse(spec)?.origin ?? null) : null
}
