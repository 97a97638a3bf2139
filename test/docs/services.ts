import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { isObject, textOf } from '../../src/json.ts'
import { type SpawnedMockServer, spawnMockServer } from '../../src/mock-server/index.ts'
import { answersAsked } from './answers.ts'

/** Models that samples ask for. */
const names = [
  'llama-3.1-8b',
  'llama-3.1-8b-instruct',
  'gpt-4o',
  'gpt-4o-mini',
  'o4-mini',
  'mistral-small-latest',
  'small',
]

/** What samples send requests to: a mock server, and a door before it for all that it does not have. */
export interface Services extends AsyncDisposable {
  /** Stands in for every service: `<origin>/<host>/v1` for `https://<host>/v1`. */
  readonly origin: string
}

export async function startServices(): Promise<Services> {
  const mock = await spawnMockServer({ ttft: 2, interToken: 0.2, tokens: 8, models: names })
  const door = createServer((asked, answer) => void serve(asked, answer, mock))
  await new Promise<void>((resolve) => {
    door.listen(0, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      door.closeAllConnections()
      door.close()
      await mock.close()
    },
  }
}

async function serve(asked: IncomingMessage, answer: ServerResponse, mock: SpawnedMockServer): Promise<void> {
  const { pathname } = new URL(asked.url ?? '', mock.url)
  const host = pathname.split('/')[1] ?? ''
  const path = pathOf(pathname.slice(host.includes('.') ? host.length + 1 : 0))
  const sent = await text(asked)
  const body: unknown = sent === '' ? null : JSON.parse(sent)
  const model = isObject(body) ? textOf(body['model']) : null
  if (answersAsked(path, host, body, answer)) return
  const known =
    model === null || names.includes(model) ? sent : sent.replace(JSON.stringify(model), '"llama-3.1-8b-instruct"')
  const onward = request(
    new URL(path, mock.url),
    { method: asked.method, headers: { ...asked.headers, 'content-length': String(Buffer.byteLength(known)) } },
    (got) => void got.pipe(answer.writeHead(got.statusCode ?? 500, got.headers)),
  )
  onward.on('error', () => answer.destroy())
  onward.end(known)
}

/** Paths of Azure and of gateways as the mock server has them. */
function pathOf(path: string): string {
  if (path.endsWith('/v2/chat') || path.endsWith('/chat/completions')) return '/v1/chat/completions'
  if (path.endsWith('/healthz')) return '/health'
  return path.endsWith('/models') ? '/v1/models' : path
}
