import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const typescript = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))

interface Answer {
  readonly result?: {
    readonly items?: readonly { readonly label: string }[]
    readonly contents?: { readonly value?: string }
  } | null
}

/** Texts that the editor offers at the marks `|` of a file, by TypeScript's own language server; in their order. */
export async function offeredAt(folder: string, file: string): Promise<string[][]> {
  const answers = await askedAt(folder, file, 'textDocument/completion')
  return answers.map(({ result }) => (result?.items ?? []).map(({ label }) => label))
}

/** Texts that the editor shows over the marks `|` of a file; in their order. */
export async function shownAt(folder: string, file: string): Promise<string[]> {
  const answers = await askedAt(folder, file, 'textDocument/hover')
  return answers.map(({ result }) => result?.contents?.value ?? '')
}

async function askedAt(folder: string, file: string, question: string): Promise<Answer[]> {
  const marked = readFileSync(join(folder, file), 'utf8')
  const text = marked.replaceAll('|', '')
  const uri = pathToFileURL(join(folder, file)).href
  const server = spawn(process.execPath, [typescript, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = new Map<number, (answer: Answer) => void>()
  let [last, received] = [0, Buffer.alloc(0)]
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const ask = async (method: string, params: object): Promise<Answer> => {
    const id = ++last
    return await new Promise((resolve) => {
      waiting.set(id, resolve)
      send({ id, method, params })
    })
  }
  server.stdout.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
      const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end).toString())?.[1])
      if (received.length < end + 4 + length) return
      const message = JSON.parse(received.subarray(end + 4, end + 4 + length).toString()) as Answer & {
        readonly id?: number
        readonly method?: string
        readonly params?: { readonly items?: readonly unknown[] }
      }
      received = received.subarray(end + 4 + length)
      if (message.id === undefined) continue
      if (message.method === undefined) waiting.get(message.id)?.(message)
      // A question of the server: it is told nothing of its configuration.
      else send({ id: message.id, result: message.params?.items?.map(() => null) ?? null })
    }
  })
  try {
    await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} })
    send({ method: 'initialized', params: {} })
    const textDocument = { uri, languageId: 'typescript', version: 1, text }
    send({ method: 'textDocument/didOpen', params: { textDocument } })
    const answers: Answer[] = []
    for (const position of placesOf(marked)) answers.push(await ask(question, { textDocument: { uri }, position }))
    return answers
  } finally {
    server.kill()
  }
}

function placesOf(marked: string): { line: number; character: number }[] {
  return marked.split('\n').flatMap((text, line) => {
    const parts = text.split('|')
    return parts.slice(1).map((_, index) => ({ line, character: parts.slice(0, index + 1).join('').length }))
  })
}
