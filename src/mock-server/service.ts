import { now, wallTime } from '../clock.ts'
import { ModelActivity } from './metrics/activity.ts'
import { Answers } from './answers/answers.ts'
import { type CompletionRequest, readCompletionRequest, RefusedRequest } from './wire/completion-request.ts'
import type { Connection } from './wire/connection.ts'
import { bombOf } from './faults/bomb.ts'
import { failEarly } from './faults/early-faults.ts'
import {
  type AnswerFault,
  type OddFault,
  chooseFault,
  type Fault,
  faultKinds,
  isEarly,
  isFaultKind,
} from './faults/faults.ts'
import { Generation } from './answers/generation.ts'
import { readItemsRequest } from './items/items-request.ts'
import { type ItemsServing, serveItems } from './items/serve-items.ts'
import { methods, type TokenKind, tokenKinds } from './paths.ts'
import { Gate } from './gate.ts'
import { refusesField } from './refuse-field.ts'
import { llamaServerMetrics } from './metrics/llama-server-metrics.ts'
import { answersModelCall } from './routing/model-calls.ts'
import { ModelShelf } from './routing/model-shelf.ts'
import { PrefixCache } from './prefix-cache.ts'
import { logNormalFactors, requestRandom } from './answers/request-random.ts'
import type { HttpRequest } from './wire/request-parser.ts'
import type { Settings } from './settings.ts'
import { Slots } from './slots.ts'
import { StampLog, StampRecord, stampsJson } from './stamps.ts'
import { answerHeaders, heeded, listedFields, softwareAnswer, type ToldState } from './software.ts'
import { Timeline } from './answers/timeline.ts'
import { sglangMetrics } from './metrics/sglang-metrics.ts'
import { slowdown } from '../machine/processes/slowdown.ts'
import { vllmMetrics } from './metrics/vllm-metrics.ts'

/** Times as long as programmed that a self-test has this process answer. */
const slowedTimes = 1 + (slowdown()?.by ?? 0)

const expositions = { vllm: vllmMetrics, 'llama-server': llamaServerMetrics, sglang: sglangMetrics } as const

/** Faults of requests that have no answer. */
const unanswered: ReadonlySet<string> = new Set([
  'reset-before-headers',
  'close-before-headers',
  'hang-before-headers',
  'garbage-status',
])

/** The part of the server that answers requests, whatever the sockets are. */
export class Service {
  readonly #settings: Settings
  readonly #slots: Slots
  readonly #timeline = new Timeline()
  readonly #prefixes = new PrefixCache()
  readonly #answers = new Map<string, Answers>()
  readonly #activities: Map<string, ModelActivity>
  readonly #created = Math.floor(wallTime() / 1000)
  readonly #gate: Gate
  readonly #alone: boolean
  readonly #shelf: ModelShelf
  /** Ground truth of the latest requests. */
  readonly stamps: StampLog
  /** Number of requests for tokens received so far. */
  requests = 0

  /** @param alone whether it gets all requests of its port: it tells nothing of them where it does not */
  constructor(settings: Settings, alone = true) {
    this.#settings = settings
    this.#alone = alone
    // To make one takes a moment in which no other request would be answered.
    for (const { kind, coding } of settings.faults) if (kind === 'bomb') bombOf(coding)
    this.#slots = new Slots(settings.slots)
    this.#activities = new Map(settings.models.map((model) => [model, new ModelActivity(settings.drafts)]))
    this.#gate = new Gate(settings, now())
    this.#shelf = new ModelShelf(settings)
    this.stamps = new StampLog(settings.keepStamps)
  }

  stop(): void {
    this.#timeline.stop()
    this.#shelf.stop()
  }

  /** Forgets stamps, counts and cached prefixes; requests in flight go on. */
  reset(): void {
    this.stamps.clear()
    this.#prefixes.clear()
    this.requests = 0
  }

  readonly handle = (request: HttpRequest, connection: Connection): void => {
    const { method } = request
    // Where a redirect leads to.
    const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path
    const wanted = methods[path]
    const said =
      wanted === undefined ? softwareAnswer(this.#settings.software, { ...request, path }, this.#state) : undefined
    if (said !== undefined) {
      connection.replyJson(200, said)
      return
    }
    const { software, models } = this.#settings
    const call = { request: { ...request, path }, connection, shelf: this.#shelf, models }
    if (wanted === undefined && answersModelCall(software, call)) return
    if (wanted === undefined) {
      connection.refuse(404, `there is no ${path}`, { type: 'not_found_error' })
      return
    }
    if (method !== wanted) {
      connection.refuse(405, `${path} takes ${wanted}`, { type: 'invalid_request_error' })
      return
    }
    if (this.#gate.refuses(request, connection)) return
    if (!this.#alone && !path.startsWith('/v1/') && path !== '/health') {
      connection.refuse(404, `several processes have no ${path} of all`, { type: 'not_found_error' })
      return
    }
    this.#route(path, request, connection)
  }

  #route(path: string, request: HttpRequest, connection: Connection): void {
    switch (path) {
      case '/health':
        connection.replyJson(200, { status: 'ok' })
        break
      case '/v1/models':
        this.#replyModels(connection)
        break
      case '/metrics':
        this.#replyMetrics(connection)
        break
      case '/mock/stamps':
        connection.reply(200, 'application/json', stampsJson(this.stamps.all()))
        break
      case '/mock/reset':
        this.reset()
        connection.replyJson(200, {})
        break
      default:
        this.#complete(request, connection, tokenKinds[path] ?? 'completion')
    }
  }

  #replyModels(connection: Connection): void {
    const { modelList, listed } = this.#settings
    if (modelList === 'blank') {
      connection.reply(200, 'application/json', '')
      return
    }
    const { software } = this.#settings
    const state = this.#state
    const base = { object: 'model', created: this.#created }
    const data = listed.map((id) => Object.assign({ id, ...base }, listedFields(software, id, state)))
    const shown = modelList === 'null' ? null : modelList === 'empty' ? [] : data
    connection.replyJson(200, { object: 'list', data: shown })
  }

  get #state(): ToldState {
    const { slots, models, mostLoaded } = this.#settings
    const stateOf: ToldState['stateOf'] = (model) => this.#shelf.state(model, now())
    return { slots, models, stateOf, hasFailed: (model) => this.#shelf.hasFailed(model), mostLoaded }
  }

  #replyMetrics(connection: Connection): void {
    const { metrics } = this.#settings
    if (metrics === false) {
      connection.refuse(404, 'there is no /metrics', { type: 'not_found_error' })
      return
    }
    const text = expositions[metrics](this.#activities)
    connection.reply(200, 'text/plain; version=0.0.4; charset=utf-8', text)
  }

  #complete(request: HttpRequest, connection: Connection, kind: TokenKind): void {
    const index = this.requests++
    try {
      const fault = this.#fault(request, index)
      if (fault !== null && isEarly(fault)) {
        if (fault.kind === 'runner-dies') this.#shelf.lose()
        failEarly(connection, fault, request)
        this.#noteEarly(request, fault)
        return
      }
      if (kind === 'embedding' || kind === 'rerank') {
        const asked = readItemsRequest(request.body, kind, this.#settings.models)
        const activity = this.#activities.get(asked.model) as ModelActivity
        const place = this.#slots.ask(activity)
        const loading = (at: number): number => this.#shelf.load(asked.model, at)
        const slowness = this.#shelf.slowness(asked.model) * slowedTimes
        const [settings, timeline] = [this.#settings, this.#timeline]
        const serving: ItemsServing = { settings, timeline, activity, place, index, loading, slowness }
        this.stamps.add(serveItems(request, connection, asked, serving))
        return
      }
      const chat = kind === 'chat'
      const { software, models } = this.#settings
      const asked = heeded(software, readCompletionRequest(request.body, chat, models))
      if (refusesField(connection, asked.body, this.#settings.refuseFields)) return
      if (this.#shelf.isBroken(asked.model)) {
        connection.refuse(500, `model name=${asked.model} failed to load`, { type: 'server_error' })
        return
      }
      // A fault that is not early is inside the answer.
      this.#generate(request, connection, asked, { index, chat, fault: fault as AnswerFault | OddFault | null })
    } catch (error) {
      if (!(error instanceof RefusedRequest)) throw error
      const { status, message, code } = error
      connection.refuse(status, message, { type: 'invalid_request_error', code })
    }
  }

  #fault(request: HttpRequest, index: number): Fault | null {
    const fault = this.#programmed(request, index)
    // A redirect ends where it leads to.
    return fault?.kind === 'redirect' && request.path.endsWith('/') ? null : fault
  }

  #programmed({ headers }: HttpRequest, index: number): Fault | null {
    const { faults, seed } = this.#settings
    const forced = headers.get('x-mock-fault')
    if (forced === undefined) return chooseFault(faults, index, seed)
    if (!isFaultKind(forced)) {
      throw new RefusedRequest(400, `x-mock-fault must be one of ${faultKinds.join(', ')}`)
    }
    // The options programmed for this kind hold for a forced one too.
    return { ...faults.find(({ kind }) => kind === forced), kind: forced }
  }

  #noteEarly({ headers, arrived, received }: HttpRequest, { kind }: Fault): void {
    const id = headers.get('x-request-id') ?? null
    const record = new StampRecord({ id, arrived, received, fault: kind, promptTokens: 0 })
    if (!unanswered.has(kind)) record.ended = now()
    this.stamps.add(record)
  }

  #generate(
    { headers, arrived, received }: HttpRequest,
    connection: Connection,
    asked: CompletionRequest,
    { index, chat, fault }: { index: number; chat: boolean; fault: AnswerFault | OddFault | null },
  ): void {
    const { seed, jitter, ttft } = this.#settings
    const id = headers.get('x-request-id') ?? null
    const promptTokens = asked.promptTokens.length
    const record = new StampRecord({ id, arrived, received, fault: fault?.kind ?? null, promptTokens })
    const cachedTokens = this.#cachedTokens(asked)
    const echo = id === null ? '' : `x-request-id: ${id}\r\n`
    const { script, reason } = this.#answersOf(chat, asked.model).answer(asked, cachedTokens, fault, {
      headers: echo + answerHeaders(this.#settings.software),
      authorization: headers.get('authorization') ?? '',
    })
    const factors = jitter === 0 ? null : logNormalFactors(requestRandom(seed, index, 0), jitter)
    const activity = this.#activities.get(asked.model) as ModelActivity
    const place = this.#slots.ask(activity)
    const slowness = this.#shelf.slowness(asked.model) * slowedTimes
    const generation = new Generation({
      connection,
      script,
      record,
      activity,
      ttft: ttft * slowness * (factors?.() ?? 1),
      jitter: factors,
      slowness,
      cachedTokens,
      reason,
      closes: this.#settings.closesQuietly && asked.stream,
      onOver: () => place.leave(),
    })
    this.stamps.add(record)
    connection.whenGone = () => generation.cancel()
    if (script.opening !== null) connection.socket.write(script.opening)
    place.enter((waited) => {
      // Without a queue the time to the first token counts from the request's last byte.
      const began = waited ? now() : received
      // By the same clock, lest an answer come before the model that made it is there.
      generation.start(began, this.#shelf.load(asked.model, began))
      this.#timeline.add(generation)
    })
  }

  #cachedTokens({ promptTokens }: CompletionRequest): number {
    const { prefixCache } = this.#settings
    if (typeof prefixCache === 'number') return Math.floor(promptTokens.length * prefixCache)
    return prefixCache ? this.#prefixes.take(promptTokens) : 0
  }

  #answersOf(chat: boolean, model: string): Answers {
    const key = `${chat ? 'chat' : 'text'} ${model}`
    let answers = this.#answers.get(key)
    if (answers === undefined) {
      answers = new Answers(this.#settings, chat, model, this.#created)
      this.#answers.set(key, answers)
    }
    return answers
  }
}
