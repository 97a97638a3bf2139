import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** Something that a hub does wrong. */
export interface HubFaults {
  /** Bytes after which each of the first so many answers with contents is cut. */
  readonly cut?: { readonly afterBytes: number; readonly times: number }
  /** Milliseconds between two pieces of 64 KiB. */
  readonly slowMs?: number
  /** Milliseconds for which the first so many answers stand still after their first piece. */
  readonly stall?: { readonly ms: number; readonly times: number }
  /** Whether one byte of the contents is another one. */
  readonly corrupt?: boolean
  /** An answer in place of the first so many. */
  readonly instead?: HubInstead
  /** Whether it never says how large a file is. */
  readonly noSize?: boolean
  /** Whether a part that was asked for comes as the whole. */
  readonly noRanges?: boolean
}

/** An answer in place of any other. */
export interface HubInstead {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly times?: number
  /** Whether only contents are answered so, and heads as ever. */
  readonly onlyForContents?: boolean
}

/** Files and habits of a hub. */
export interface HubOptions extends HubFaults {
  /** Contents of the files of `user/repo`, by their paths. */
  readonly files: Readonly<Record<string, Buffer>>
  /** Token that it asks for; none where it is left out. */
  readonly token?: string
  /** Whether it sends to another server for the contents, as the real one does. */
  readonly keptElsewhere?: boolean
  /** Whether it says no commit and no checksum: a plain file server. */
  readonly plain?: boolean
  readonly commit?: string
}

/** A request as it came. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
  readonly range: string | null
}

/** A hub of models on this machine. */
export interface ModelHub extends AsyncDisposable {
  readonly url: string
  readonly requests: SeenRequest[]
  /** Requests to the server that keeps the contents. */
  readonly elsewhere: SeenRequest[]
  /** Bytes of contents sent so far. */
  readonly served: () => number
  /** Changes what it does. */
  set(options: Partial<HubOptions>): void
}

const pieceBytes = 65_536

/** A checksum as the hub names contents by it. */
export function sha256(contents: Buffer): string {
  return createHash('sha256').update(contents).digest('hex')
}

/** Starts a hub that has the files of `user/repo`. */
export async function startHub(options: HubOptions): Promise<ModelHub> {
  let now: HubOptions = options
  let [served, cuts, stalls, insteads] = [0, 0, 0, 0]
  const [requests, elsewhere]: [SeenRequest[], SeenRequest[]] = [[], []]
  const refused = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { instead } = now
    if (instead === undefined || insteads >= (instead.times ?? Number.POSITIVE_INFINITY)) return false
    if (instead.onlyForContents === true && request.method === 'HEAD') return false
    insteads++
    response.writeHead(instead.status, instead.headers).end(instead.body)
    return true
  }
  const send = async (request: IncomingMessage, response: ServerResponse, contents: Buffer): Promise<void> => {
    const body = now.corrupt === true ? damaged(contents) : contents
    const from = now.noRanges === true ? 0 : Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const part = body.subarray(from)
    const isPart = request.headers.range !== undefined && now.noRanges !== true
    response.writeHead(isPart ? 206 : 200, {
      'accept-ranges': 'bytes',
      ...(now.noSize === true ? {} : { 'content-length': part.length }),
      etag: now.plain === true ? '"one"' : `"${sha256(contents)}"`,
      ...(now.plain === true ? {} : { 'x-repo-commit': now.commit ?? commitOf(now) }),
      ...(isPart ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
    })
    if (request.method === 'HEAD') return void response.end()
    const isCut = now.cut !== undefined && cuts < now.cut.times
    if (isCut) cuts++
    const end = isCut ? Math.min(part.length, now.cut?.afterBytes ?? 0) : part.length
    for (let at = 0; at < end && !response.destroyed; at += pieceBytes) {
      const piece = part.subarray(at, Math.min(at + pieceBytes, end))
      served += piece.length
      await new Promise((resolve) => response.write(piece, resolve))
      if (now.slowMs !== undefined) await pause(now.slowMs)
      if (at === 0 && now.stall !== undefined && stalls++ < now.stall.times) await pause(now.stall.ms)
    }
    if (isCut) response.destroy()
    else response.end()
  }
  const contentsAt = (path: string): Buffer | undefined => {
    const file = /^\/user\/repo\/resolve\/[^/]+\/(.+)$/.exec(path)?.[1]
    return file === undefined ? undefined : now.files[decodeURIComponent(file)]
  }
  const store = await listen((request, response) => {
    elsewhere.push(seen(request))
    const contents = contentsAt(seen(request).path)
    if (contents === undefined) response.writeHead(404).end()
    else void send(request, response, contents)
  })
  const hub = await listen((request, response) => {
    const { path, authorization } = seen(request)
    requests.push(seen(request))
    if (refused(request, response)) return
    if (now.token !== undefined && authorization !== `Bearer ${now.token}`) {
      response.writeHead(401).end()
      return
    }
    if (path.startsWith('/api/models/user/repo/revision/')) {
      const siblings = Object.keys(now.files).map((rfilename) => ({ rfilename }))
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ sha: now.commit ?? commitOf(now), siblings }))
      return
    }
    const contents = contentsAt(path)
    if (contents === undefined) response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end()
    else if (now.keptElsewhere === true) {
      response
        .writeHead(302, {
          location: `${store.url}${path}?signature=secret`,
          'x-repo-commit': now.commit ?? commitOf(now),
          'x-linked-etag': `"${sha256(contents)}"`,
          'x-linked-size': contents.length,
        })
        .end()
    } else void send(request, response, contents)
  })
  return {
    url: hub.url,
    requests,
    elsewhere,
    served: () => served,
    set: (more) => {
      now = { ...now, ...more }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([hub.close(), store.close()])
    },
  }
}

function commitOf({ files }: HubOptions): string {
  return createHash('sha1').update(Object.keys(files).join('\n')).digest('hex')
}

function damaged(contents: Buffer): Buffer {
  const copy = Buffer.from(contents)
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 0xff
  return copy
}

function seen(request: IncomingMessage): SeenRequest {
  const { method = '', url = '', headers } = request
  const path = url.split('?')[0] ?? ''
  return { method, path, authorization: headers.authorization ?? null, range: headers.range ?? null }
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
