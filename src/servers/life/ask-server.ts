import { timeLimit } from '../../read-turns.ts'

/** A server's answer to one request, read to its end. */
export interface ServerAnswer {
  readonly status: number
  readonly body: string
}

/** A request to a server, its time-out included. */
export interface ServerQuestion {
  readonly url: URL
  /** Value sent as JSON in a POST; without it the request is a GET. */
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds until the whole answer must be there. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** Characters beyond which an answer is given up: none of those asked for is longer. */
const longestAnswer = 16 * 2 ** 20

/**
 * Makes one request on a connection of its own, so that none is left open beside a measurement.
 * @throws Error of the socket, `AbortError` or `TimeoutError`
 */
export async function askServer({ url, json, headers, timeoutMs, signal }: ServerQuestion): Promise<ServerAnswer> {
  const body = json === undefined ? null : JSON.stringify(json)
  const limit = timeLimit(timeoutMs)
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  return await new Promise<ServerAnswer>((resolve, reject) => {
    const asked = request(
      url,
      {
        method: body === null ? 'GET' : 'POST',
        agent: false,
        headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
          if (text.length > longestAnswer) asked.destroy(new Error('the answer is too long'))
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
        response.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })
}
