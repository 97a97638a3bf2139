import { formatCount } from '../../../figures.ts'
import { type ApiAddress, requestTarget } from '../../../http/api-address.ts'
import { type ItemsAnswer, itemsAnswer, type WantedItems } from '../../../http/items/items-answer.ts'
import { answerRedactor } from '../../../http/redact.ts'
import type { Exchange, HttpClient } from '../../../http/socket/client.ts'
import { answeringModel } from '../../../samples/answering-model.ts'
import type { Sample, TokenCounts } from '../../../samples/sample.ts'
import { isItemsPrompt, type ItemsPrompt, itemsOf } from '../../../workload/prompt.ts'
import type { ItemsRequestKind } from '../../../workload/request-definition.ts'
import { completedWhole } from '../../completed-whole.ts'
import { jobFields } from '../../job-fields.ts'
import type { RequestJob, Requester } from '../../requester.ts'
import { withoutSecrets } from '../../without-secrets.ts'
import type { FirstAnswer } from '../first-answer.ts'
import { httpDetails } from '../http-details.ts'
import { requestId } from '../request-id.ts'
import type { HttpTransport } from '../transport.ts'
import { type ItemsBodyOptions, itemsBody } from './items-body.ts'

/** The address of an endpoint, and what is sent there that is a secret. */
type AskedOf = ApiAddress & Pick<HttpTransport, 'headers' | 'requestIds'> & Partial<Pick<HttpTransport, 'secrets'>>

/**
 * A requester of vectors or scores to an endpoint over HTTP. Vectors of another length than those before them fail
 * their request: another model answered.
 * @param first learns what the server is by its first answer
 */
export function itemsRequester(
  client: Pick<HttpClient, 'exchange'>,
  { headers, requestIds, secrets = [], ...address }: AskedOf,
  options: ItemsBodyOptions & { readonly kind: ItemsRequestKind },
  first?: FirstAnswer,
): Requester {
  const request = {
    method: 'POST',
    path: requestTarget(address, options.kind),
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
    expects: 'whole',
  } as const
  const hide = answerRedactor(secrets)
  let known: number | null = null
  /** Refuses vectors that cannot be of the model of those before. */
  const likeOthers = (answer: ItemsAnswer): ItemsAnswer => {
    const length = answer.vectors?.[0]?.length ?? null
    known ??= length
    if (length === null || length === known) return answer
    const message =
      `vectors of ${formatCount(length)} numbers came where earlier answers had ${formatCount(known ?? 0)}: ` +
      'another model answered'
    return { ...answer, vectors: null, failure: { class: 'malformed', message } }
  }
  return {
    async request(job, signal) {
      const { prompt } = job
      if (!isItemsPrompt(prompt)) throw new TypeError(`a prompt of ${prompt.kind} asks for a text`)
      const named = requestIds === true ? { ...request.headers, 'x-request-id': requestId(job) } : request.headers
      const exchange = await client.exchange({ ...request, headers: named, body: itemsBody(options, prompt) }, signal)
      if (exchange.failure?.class === 'aborted') return null
      first?.note(exchange)
      const read = (): Sample => {
        const answer = likeOthers(itemsAnswer(exchange, wantedOf(prompt)))
        return withoutSecrets(sampleOf(job, prompt, exchange, answer), hide)
      }
      return exchange.failure?.class === 'http-status' ? read() : read
    },
  }
}

function wantedOf(prompt: ItemsPrompt): WantedItems {
  return prompt.kind === 'texts'
    ? { kind: 'embedding', texts: prompt.texts.length, dimensions: prompt.dimensions }
    : { kind: 'rerank', documents: prompt.documents.length, topN: prompt.topN }
}

function sampleOf(job: RequestJob, prompt: ItemsPrompt, exchange: Exchange, answer: ItemsAnswer): Sample {
  const { vectors, ranked, failure } = answer
  const dimensions = vectors?.[0]?.length
  const base = {
    ...jobFields(job),
    // A request that was never sent counts from the moment it was to be.
    sent: Number.isNaN(exchange.sent) ? exchange.began : exchange.sent,
    end: exchange.ended,
    chunkTimes: [],
    tokens: tokensOf(answer),
    items: itemsOf(prompt),
    text: prompt.keep === true ? JSON.stringify(vectors ?? ranked ?? []) : '',
    ...answeringModel(answer.model),
    http: httpDetails(exchange),
  }
  if (failure !== null) return { ...base, state: 'failed', failure }
  return {
    ...base,
    ...(dimensions === undefined ? {} : { dimensions }),
    ...completedWhole,
  }
}

/** Tokens that were read; none is generated. */
function tokensOf({ usage }: ItemsAnswer): TokenCounts {
  const { input = null, cached = null, nonsense = null } = usage ?? {}
  return {
    input,
    output: 0,
    cached,
    reasoning: null,
    // That there are none is known of the kind of request.
    source: 'usage',
    ...(nonsense === null ? {} : { nonsense }),
  }
}
