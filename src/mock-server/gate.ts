import type { Connection } from './wire/connection.ts'
import { tokenKinds } from './paths.ts'
import type { HttpRequest } from './wire/request-parser.ts'
import type { Settings } from './settings.ts'

/** Decides which requests come in: those with the key and the query that are wanted, once the model is loaded. */
export class Gate {
  readonly #settings: Settings
  readonly #readyAt: number

  /** @param startedAt moment of the server's start, in milliseconds of CLOCK_MONOTONIC */
  constructor(settings: Settings, startedAt: number) {
    this.#settings = settings
    this.#readyAt = startedAt + settings.loading
  }

  /** Refuses a request that may not come in. True where it did. */
  refuses(request: HttpRequest, connection: Connection): boolean {
    const { path, arrived } = request
    const isApi = path.startsWith('/v1/') || tokenKinds[path] !== undefined
    if (isApi && !this.#hasQuery(request)) {
      connection.refuse(404, 'Resource not found', { type: 'not_found_error', code: '404' })
      return true
    }
    const isGuarded = isApi || (path === '/metrics' && this.#settings.metricsKey)
    if (isGuarded && !this.#isAuthorized(request)) {
      const { keyStatus } = this.#settings
      // 400 and 500 are those of a gateway that fails at the key.
      if (keyStatus === 400 || keyStatus === 500)
        connection.refuse(keyStatus, 'Authentication Error, No api key passed in.', { type: 'auth_error' })
      else
        connection.refuse(keyStatus, 'Incorrect API key provided', {
          type: 'invalid_request_error',
          code: 'invalid_api_key',
        })
      return true
    }
    // Models are listed before they are loaded, as llama-server does.
    const needsModel = path === '/health' || tokenKinds[path] !== undefined
    if (needsModel && arrived < this.#readyAt) {
      connection.refuse(503, 'Loading model', { type: 'unavailable_error', headers: 'retry-after: 1\r\n' })
      return true
    }
    return path === '/v1/models' && this.#refusesList(connection)
  }

  #isAuthorized({ headers }: HttpRequest): boolean {
    const { apiKey, keyHeader } = this.#settings
    if (apiKey === null) return true
    return headers.get(keyHeader) === (keyHeader === 'authorization' ? `Bearer ${apiKey}` : apiKey)
  }

  #hasQuery({ query }: HttpRequest): boolean {
    const given = new URLSearchParams(query)
    return Object.entries(this.#settings.query).every(([name, value]) => given.get(name) === value)
  }

  #refusesList(connection: Connection): boolean {
    const { modelList } = this.#settings
    if (modelList === 'forbidden') {
      connection.refuse(403, 'this key may not list models', { type: 'permission_error' })
      return true
    }
    if (modelList === 'absent') {
      connection.refuse(404, 'there is no /v1/models', { type: 'not_found_error' })
      return true
    }
    return false
  }
}
