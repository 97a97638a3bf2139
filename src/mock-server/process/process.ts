import type { SpawnedMockServerOptions } from '../options.ts'
import type { MockServerCounts, Question, Told } from './process-protocol.ts'
import { type MockServer, startMockServer } from '../server.ts'
import type { RequestStamps } from '../stamps.ts'

/**
 * A mock server in a process of its own. Its parent sends the options and then questions, and keeps
 * the IPC channel open for as long as it is to live.
 */

function tell(message: Told): void {
  process.send?.(message)
}

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole process group; the parent decides what it means.
process.on('SIGINT', () => {})

process.once('message', (options: SpawnedMockServerOptions) => {
  start(options).catch((error: unknown) => {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  })
})

async function start(options: SpawnedMockServerOptions): Promise<void> {
  const server = await startMockServer(options)
  process.on('message', (question: Question) => tell({ type: 'answer', value: answer(server, question) }))
  tell({ type: 'listening', url: server.url, port: server.port })
}

function answer(server: MockServer, question: Question): RequestStamps[] | MockServerCounts | null {
  if (question === 'stamps') return server.stamps()
  if (question === 'reset') {
    server.reset()
    return null
  }
  const { user, system } = process.cpuUsage()
  const { requests, connections } = server
  return { requests, connections, userMs: user / 1000, systemMs: system / 1000 }
}
