import { createHash } from 'node:crypto'
import type { Prompt } from '../../workload/prompt.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'

/** Parts of a request that its answer depends on, beside its prompt. */
export interface FingerprintedRequest {
  readonly definition: Pick<RequestDefinition, 'kind' | 'sampling'>
  readonly stream: boolean
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * Fingerprint of a request: equal for equal requests, and telling nothing of them. Whether a nonce was sent is no
 * part of it (a bench that scores sends none), nor are the words of a random text, which is a length.
 */
export function requestFingerprint({ definition, stream, body }: FingerprintedRequest, prompt: Prompt): string {
  const { kind, sampling } = definition
  // What an answer was expected to be is no part of the question.
  const { expected: _expected, ...asked } = prompt as Prompt & { readonly expected?: unknown }
  const text = JSON.stringify(sorted([kind, asked, sampling, stream, body]))
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** The value with the fields of every object in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  )
}
