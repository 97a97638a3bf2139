import type { Price, PricedRequest } from '../../../cost/priced.ts'
import { checkOptions } from '../../../option-check/check-options.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { plainName } from '../../../plain-text.ts'
import type { ReplacedRecord } from '../../../record/claim.ts'
import { type Subject, subjectOf } from '../../../runs/subject.ts'
import { recordingWords } from '../../../verdicts/recorded/recording-words.ts'
import type { Acceptable } from '../accept-option.ts'
import { runBeside } from '../measured-run.ts'
import { priceOf } from '../money/price-of.ts'
import type { DeclaredApi } from './declared-api.ts'
import { declaredApiSchema } from './declared-api-schema.ts'

/** The side that is to be replaced: a run, or what somebody declares of it. */
export type ReplacedSide =
  | { readonly subject: Subject; readonly record: ReplacedRecord }
  | {
      readonly subject: null
      readonly record: ReplacedRecord
      /** Null where nobody declared one. */
      readonly price: Price | null
      readonly scores: Readonly<Record<string, number>>
    }

/** Argument of the side in messages. */
const argument = 'toReplace(api)'

/**
 * Checks the side that a joint claim was given, before anything is read from it.
 * @throws LlmBenchError `invalid-option` for anything else than a run, a price or declared figures
 */
export function checkReplaced(api: unknown): void {
  if (subjectOf(api) !== null || priceOf(api) !== null) return
  const isFigures = typeof api === 'object' && api !== null && 'name' in api && !('latency' in api)
  if (!isFigures) {
    throw notAllowed(
      argument,
      shown(api),
      'a run of the API, measured or replayed from a recording; a price such as openai; ' +
        'or { name, usdPerRequest, scores }',
    )
  }
  const { price, usdPerRequest } = checkOptions(declaredApiSchema, api, { call })
  if (price !== undefined && usdPerRequest !== undefined)
    throw notAllowed(call('usdPerRequest'), `${usdPerRequest} beside price`, 'one of the two')
}

/**
 * The side to replace, after {@link checkReplaced}.
 * @throws LlmBenchError `not-measured` for a run without requests, or of a simulated target that nobody accepted;
 * `invalid-option` for the claimed run itself
 */
export function replacedSide(api: unknown, ours: Subject, accepted: readonly Acceptable[]): ReplacedSide {
  if (subjectOf(api) !== null) {
    const subject = runBeside(api, 'toReplace (api)', accepted)
    const { id, name, target, provenance, startedAt } = subject.record
    if (id === ours.record.id) throw notAllowed(argument, `run ${shown(name)} itself`, 'the run of the API')
    const at = target.recording?.recordedAt ?? startedAt
    return { subject, record: { name, model: target.model, provenance, date: at.slice(0, 10) } }
  }
  const declared = priceOf(api)
  if (declared !== null) {
    const record = { name: declared.label, model: null, provenance: 'declared', date: null } as const
    return { subject: null, record, price: declared, scores: {} }
  }
  const { name, date, price, usdPerRequest, scores } = api as DeclaredApi
  return {
    subject: null,
    record: { name, model: null, provenance: 'declared', date: date ?? null },
    price: usdPerRequest === undefined ? priceOf(price) : billed(name, usdPerRequest, date),
    scores: scores ?? {},
  }
}

/** The name of the side, in quotes where it is that of a run. */
export function nameWords({ subject, record: { name } }: ReplacedSide): string {
  return subject === null ? plainName(name) : `"${plainName(name)}"`
}

/** Words that label the side: by what it is known. */
export function labelWords({ subject, record: { provenance, date } }: ReplacedSide): string {
  if (subject === null) return date === null ? 'as declared' : `as declared of ${date}`
  const recording = recordingWords(subject.record)
  if (recording !== '') return `against ${recording}`
  const label = provenance === 'measured' ? '' : ` (${provenance})`
  return `as measured on ${date ?? ''}${label}`
}

function call(path: string): string {
  return path === '' ? argument : `toReplace({ ${path} })`
}

/** A price by the request, whatever its tokens are. */
function billed(name: string, usd: number, date: string | undefined): Price {
  const source = date === undefined ? 'declared by the request' : `declared by the request, of ${date}`
  const request: PricedRequest = { usd, parts: [], label: name, source, provenance: 'declared' }
  return { label: name, costOf: () => request }
}
