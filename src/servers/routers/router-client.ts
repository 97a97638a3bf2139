import { requestTarget, withoutQuery } from '../../http/api-address.ts'
import { endpointError } from '../../http/endpoint-error.ts'
import { notCompatible } from '../../http/list-errors.ts'
import { isEmptyList, modelEntries } from '../../http/model-list.ts'
import type { AskedEndpoint } from '../../http/plain-request.ts'
import type { Exchange, HttpClient } from '../../http/socket/client.ts'
import { parsedJson } from '../../json.ts'
import { timeLimit } from '../../read-turns.ts'
import { softwareOf } from './recognize.ts'
import type { RoutedModel } from './routed-model.ts'
import type { CallAnswer, RouterCalls, RouterSoftware } from './router-software.ts'

/** Milliseconds for an answer about states, which no server has to load anything for. */
const answerMs = 30_000

/** An address behind which there are several models, as one client of it sees them. */
export class RouterClient {
  readonly #client: HttpClient
  readonly #asked: AskedEndpoint
  readonly #patienceMs: number

  /**
   * @param client client of the origin; whoever made it closes it
   * @param patienceMs milliseconds that a call may take which loads or unloads a model
   */
  constructor(client: HttpClient, asked: AskedEndpoint, patienceMs: number) {
    this.#client = client
    this.#asked = asked
    this.#patienceMs = patienceMs
  }

  /** Origin for messages. */
  get origin(): string {
    return this.#client.origin
  }

  /**
   * The software, and its models with their states now.
   * @throws LlmBenchError `endpoint-unreachable`, `endpoint-refused` where it lists no models
   */
  async look(): Promise<{ readonly software: RouterSoftware; readonly models: readonly RoutedModel[] }> {
    const listed = await this.#send('GET', requestTarget(this.#asked, 'models'), null, answerMs)
    if (listed.failure !== null)
      throw endpointError(this.origin, listed, withoutQuery(requestTarget(this.#asked, 'models')))
    const entries = modelEntries(listed) ?? (isEmptyList(listed) ? [] : null)
    if (entries === null) throw notCompatible(this.#client, listed)
    const software = softwareOf(entries)
    return { software, models: await software.models(entries, this.calls, jsonOf(listed)) }
  }

  /** Calls for its software. */
  readonly calls: RouterCalls = {
    get: async (path) => {
      const { failure, body } = await this.#send('GET', path, null, answerMs)
      return failure === null ? jsonOf({ body }) : null
    },
    post: async (path, body) => this.#answer(await this.#send('POST', path, JSON.stringify(body), this.#patienceMs)),
    visit: async (path) => this.#answer(await this.#send('GET', path, null, this.#patienceMs)),
  }

  /** Generates one token, for a server that loads a model only so. */
  async firstToken(model: string): Promise<CallAnswer> {
    const body = { model, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1, stream: false }
    return await this.calls.post(requestTarget(this.#asked, 'chat'), body)
  }

  async #send(method: 'GET' | 'POST', path: string, body: string | null, patienceMs: number): Promise<Exchange> {
    const { headers } = this.#asked
    return await this.#client.exchange({ method, path, headers, body, expects: 'whole' }, timeLimit(patienceMs))
  }

  #answer({ status, body, failure }: Exchange): CallAnswer {
    return {
      status: status ?? 0,
      body: jsonOf({ body }),
      said: failure?.message ?? '',
    }
  }
}

function jsonOf({ body }: Pick<Exchange, 'body'>): unknown {
  return parsedJson(body.toString('utf8'), null)
}
