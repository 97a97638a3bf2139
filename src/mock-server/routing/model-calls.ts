import { at, isObject, parsedJson, textOf } from '../../json.ts'
import { now } from '../../clock.ts'
import type { MockServerOptions } from '../options.ts'
import type { Connection } from '../wire/connection.ts'
import type { HttpRequest } from '../wire/request-parser.ts'
import type { ModelShelf } from './model-shelf.ts'

type Software = NonNullable<MockServerOptions['software']>

/** A call that loads or unloads a model, and what it is made to. */
interface ModelCall {
  readonly request: HttpRequest
  readonly connection: Connection
  readonly shelf: ModelShelf
  readonly models: readonly string[]
  readonly body: unknown
}

type Answer = (call: ModelCall) => void

const notFound = { type: 'not_found_error' }
const invalid = { type: 'invalid_request_error' }

/** llama-server's router answers at once: the model is loaded, or gone, later. */
const routerLoad: Answer = ({ connection, shelf, models, body }) => {
  const model = known(models, at(body, 'model'))
  if (model === null) connection.refuse(404, 'model is not found', notFound)
  else if (shelf.state(model, now()) !== 'unloaded') connection.refuse(400, 'model is already running', invalid)
  else {
    shelf.load(model, now())
    connection.replyJson(200, { success: true })
  }
}

const routerUnload: Answer = ({ connection, shelf, models, body }) => {
  const model = known(models, at(body, 'model'))
  if (model === null) connection.refuse(400, 'model is not found', invalid)
  else if (shelf.state(model, now()) === 'unloaded') connection.refuse(400, 'model is not running', invalid)
  else {
    shelf.unload(model, now())
    connection.replyJson(200, { success: true })
  }
}

/** Every change of a model's state as an event, for as long as somebody listens. */
const routerEvents: Answer = ({ connection, shelf }) => {
  connection.socket.write(
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n',
  )
  const end = shelf.listen(({ model, state, failed }) => {
    const event = state === 'loading' ? 'model_status' : 'status_change'
    const exit = state === 'unloaded' ? { exit_code: failed ? 1 : 0 } : {}
    const text = `data: ${JSON.stringify({ model, event, data: { status: state, ...exit } })}\n\n`
    connection.socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
  })
  connection.whenGone = end
}

/** Ollama: without a prompt a model is loaded, or let go where it is not to be kept. */
const ollamaGenerate: Answer = ({ connection, shelf, models, body }) => {
  const named = textOf(at(body, 'model')) ?? ''
  const model = known(models, named) ?? known(models, `${named}:latest`)
  if (model === null) connection.replyJson(404, { error: `model '${named}' not found` })
  else if (at(body, 'keep_alive') === 0) {
    shelf.unload(model, now())
    connection.replyJson(200, { model, response: '', done: true, done_reason: 'unload' })
  } else
    whenLoaded({ connection, shelf }, model, (isLoaded) => {
      if (isLoaded) connection.replyJson(200, { model, response: '', done: true, done_reason: 'load' })
      else connection.replyJson(500, { error: 'llama runner process has terminated: exit status 1' })
    })
}

/** LM Studio answers when the model is loaded, and says how long that took. */
const lmStudioLoad: Answer = ({ connection, shelf, models, body }) => {
  const model = known(models, at(body, 'model'))
  const asked = now()
  if (model === null) connection.refuse(404, `Model not found: ${textOf(at(body, 'model')) ?? ''}`, invalid)
  else
    whenLoaded({ connection, shelf }, model, (isLoaded) => {
      const seconds = (now() - asked) / 1000
      if (isLoaded) connection.replyJson(200, { model_instance_id: model, config: {}, load_time_seconds: seconds })
      else connection.refuse(500, 'Failed to load model', { type: 'model_load_failed' })
    })
}

const lmStudioUnload: Answer = ({ connection, shelf, models, body }) => {
  const model = known(models, at(body, 'instance_id'))
  if (model === null || shelf.state(model, now()) !== 'loaded')
    connection.refuse(404, 'No loaded instance of that id', notFound)
  else {
    shelf.unload(model, now())
    connection.replyJson(200, { instance_id: model })
  }
}

/** llama-swap stops the server of a model, and starts it at the first request for anything of it. */
const swapUnload: Answer = ({ request, connection, shelf, models }) => {
  const model = known(models, decodeURIComponent(request.path.slice(unloadPath.length)))
  if (model === null) connection.reply(404, 'text/plain', 'Model not found')
  else {
    shelf.unload(model, now())
    connection.reply(200, 'text/plain', 'OK')
  }
}

const swapUpstream: Answer = ({ request, connection, shelf, models }) => {
  const [named = '', ...rest] = request.path.slice(upstreamPath.length).split('/')
  const model = rest.join('/') === 'health' ? known(models, decodeURIComponent(named)) : null
  if (model === null) connection.reply(404, 'text/plain', 'model not found')
  else
    whenLoaded({ connection, shelf }, model, (isLoaded) => {
      if (isLoaded) connection.replyJson(200, { status: 'ok' })
      else connection.reply(502, 'text/plain', 'upstream command exited prematurely')
    })
}

const unloadPath = '/api/models/unload/'
const upstreamPath = '/upstream/'

/** Calls by software and by `METHOD /path`; a path that ends in `/` stands for all below it. */
const calls: { readonly [Name in Software]?: Readonly<Record<string, Answer>> } = {
  'llama-router': {
    'POST /models/load': routerLoad,
    'POST /models/unload': routerUnload,
    'GET /models/sse': routerEvents,
  },
  ollama: { 'POST /api/generate': ollamaGenerate },
  'llama-swap': { [`POST ${unloadPath}`]: swapUnload, [`GET ${upstreamPath}`]: swapUpstream },
  'lm-studio': { 'POST /api/v1/models/load': lmStudioLoad, 'POST /api/v1/models/unload': lmStudioUnload },
}

/** Answers a call that loads or unloads a model, where the imitated software has such a one. True where it did. */
export function answersModelCall(
  software: Software | null | undefined,
  call: Pick<ModelCall, 'request' | 'connection' | 'shelf' | 'models'>,
): boolean {
  const taken = calls[software ?? 'vllm']
  const asked = `${call.request.method} ${call.request.path}`
  const [, answer] = Object.entries(taken ?? {}).find(([path]) => fits(asked, path)) ?? []
  if (answer === undefined) return false
  const body = parsedJson(call.request.body.toString('utf8'))
  answer({ ...call, body: isObject(body) ? body : {} })
  return true
}

function fits(asked: string, path: string): boolean {
  return path.endsWith('/') ? asked.startsWith(path) && asked.length > path.length : asked === path
}

function known(models: readonly string[], name: unknown): string | null {
  return models.find((model) => model === name) ?? null
}

function whenLoaded(
  { connection, shelf }: Pick<ModelCall, 'connection' | 'shelf'>,
  model: string,
  then: (isLoaded: boolean) => void,
): void {
  const left = shelf.load(model, now())
  const timer = setTimeout(() => {
    connection.whenGone = null
    then(!shelf.isBroken(model))
  }, left)
  connection.whenGone = () => clearTimeout(timer)
}
