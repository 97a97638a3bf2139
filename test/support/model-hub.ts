import { createServer } from 'node:http'

/** A server on this machine that has one model, as the hub of models would. */
export interface ModelHub extends AsyncDisposable {
  readonly url: string
  /** Bytes of the model sent so far. */
  readonly served: () => number
}

/** An answer of a hub in place of any other. */
export interface HubInstead {
  readonly status: number
  readonly type: string
  readonly body: string
  /** Whether a question before the download is answered as ever. */
  readonly onlyForDownloads?: boolean
}

/**
 * Starts a hub that has `user/repo/small.gguf`, and asks for a token.
 * @param model the file's bytes
 */
export async function startHub(
  model: () => Buffer,
  token: string,
  instead: HubInstead | null = null,
): Promise<ModelHub> {
  let served = 0
  const server = createServer((request, response) => {
    if (instead !== null && (request.method !== 'HEAD' || !instead.onlyForDownloads)) {
      response.writeHead(instead.status, { 'content-type': instead.type }).end(instead.body)
      return
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end()
      return
    }
    if (!request.url?.startsWith('/user/repo/resolve/main/small.gguf')) {
      response.writeHead(404).end()
      return
    }
    const body = model()
    const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
    const part = body.subarray(Number(from), to === undefined || to === '' ? undefined : Number(to) + 1)
    const ranged = request.headers.range !== undefined
    response.writeHead(ranged ? 206 : 200, {
      'accept-ranges': 'bytes',
      etag: '"one"',
      'content-length': part.length,
      ...(ranged ? { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${body.length}` } : {}),
    })
    if (request.method === 'HEAD') response.end()
    else {
      served += part.length
      response.end(part)
    }
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    served: () => served,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
